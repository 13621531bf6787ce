/** Takes a removed service back, with its settings and its products. */
import {useState} from 'preact/hooks';
import type {Service} from '../../../../core/wire.ts';
import type {Problem} from '../api/answer.ts';
import {toast} from '../bridge.ts';
import {announce, useWords} from '../ui/context.tsx';
import {ChangeFailed} from '../ui/States.tsx';
import {removalApi} from './api.ts';

export function Reactivate({service, onChanged}: {service: Service; onChanged: (service: Service) => void}) {
  const {text} = useWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function reactivate() {
    setBusy(true);
    setProblem(null);
    const answer = await removalApi.reactivate(service.id);
    setBusy(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    const done = text('reactivation.done', {service: service.name});
    toast(done);
    announce(done);
    onChanged(answer.value.service);
  }

  return (
    <s-stack gap="base">
      {problem && <ChangeFailed problem={problem} heading={text('notDone.heading')} />}
      <s-stack direction="inline">
        <s-button
          loading={busy}
          accessibilityLabel={text('reactivation.actionOf', {service: service.name})}
          onClick={() => void reactivate()}
        >
          {text('reactivation.action')}
        </s-button>
      </s-stack>
    </s-stack>
  );
}
