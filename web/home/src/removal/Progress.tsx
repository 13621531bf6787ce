/** A removal under way: how far it is, and a way to stop the rest. */
import {useEffect, useState} from 'preact/hooks';
import type {Problem} from '../api/answer.ts';
import {useResource} from '../state/resource.ts';
import {useWords} from '../ui/context.tsx';
import {ConfirmButton} from '../ui/ConfirmButton.tsx';
import {ChangeFailed, Loaded, Skeleton} from '../ui/States.tsx';
import {removalApi} from './api.ts';

/** @param onEnded it is over: the service stands differently now */
export function RemovalProgress({serviceId, onEnded}: {serviceId: string; onEnded: () => void}) {
  const {text} = useWords();
  const resource = useResource(`removal ${serviceId}`, () => removalApi.read(serviceId), {every: () => 2_000});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const progress = resource.value?.removal.progress;
  const isOver = progress !== undefined && progress.done >= progress.total;
  useEffect(() => {
    if (isOver) onEnded();
  }, [isOver]);

  async function stop() {
    setBusy(true);
    setProblem(null);
    const answer = await removalApi.stop(serviceId);
    setBusy(false);
    if (answer.ok) onEnded();
    else setProblem(answer.problem);
  }

  return (
    <s-section>
      <s-stack gap="base">
        <Loaded resource={resource} skeleton={<Skeleton lines={[20]} />}>
          {({removal}) => <s-text>{text('removal.progress', removal.progress)}</s-text>}
        </Loaded>
        {problem && <ChangeFailed problem={problem} heading={text('notDone.heading')} />}
        <ConfirmButton
          label={text('removal.stop')}
          question={text('removal.stop.ask')}
          busy={busy}
          disabled={busy || isOver}
          onConfirm={() => void stop()}
        />
      </s-stack>
    </s-section>
  );
}
