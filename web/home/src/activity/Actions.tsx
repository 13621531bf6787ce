/** What a merchant can do with a request; each asks in its place before it acts. */
import {useRef, useState} from 'preact/hooks';
import type {FulfillmentRequest} from '../../../../core/wire.ts';
import {app} from '../api/app.ts';
import type {Problem} from '../api/answer.ts';
import {toast} from '../bridge.ts';
import {forget} from '../state/resource.ts';
import {ConfirmButton} from '../ui/ConfirmButton.tsx';
import {announce, useWords} from '../ui/context.tsx';
import {ChangeFailed} from '../ui/States.tsx';
import {actionsOf, calls, type Action} from './standing.ts';

interface ActionsProps {
  request: FulfillmentRequest;
  onChanged: (request: FulfillmentRequest) => void;
}

export function Actions({request, onChanged}: ActionsProps) {
  const {text} = useWords();
  const [busy, setBusy] = useState<Action | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const actions = actionsOf(request);

  async function act(action: Action) {
    if (busy) return;
    setBusy(action);
    setProblem(null);
    const answer = await app.act(request.id, calls[action]);
    setBusy(null);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    forget('requests');
    forget('services');
    onChanged(answer.value);
    const done = text(`act.${action}.done`);
    toast(done);
    announce(done);
    // The button that had the focus may be gone with what it did.
    requestAnimationFrame(() => {
      if (!box.current?.contains(document.activeElement)) box.current?.focus();
    });
  }

  return (
    <div ref={box} tabIndex={-1} class="place">
      <s-stack gap="small">
        {problem && <ChangeFailed problem={problem} heading={text('notDone.heading')} />}
        {actions.map((action) => (
          <ConfirmButton
            key={action}
            label={text(`act.${action}`)}
            question={text(`act.${action}.ask`)}
            critical={action === 'cancel' || action === 'recall'}
            busy={busy === action}
            disabled={busy !== null}
            onConfirm={() => void act(action)}
          />
        ))}
      </s-stack>
    </div>
  );
}
