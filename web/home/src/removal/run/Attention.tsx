/** All has moved that could; a person decides about the rest. */
import type {Removal, Service} from '../../../../../core/wire.ts';
import {ConfirmButton} from '../../ui/ConfirmButton.tsx';
import {useWords} from '../../ui/context.tsx';
import {ChangeFailed} from '../../ui/States.tsx';
import {removalApi} from '../api.ts';
import {useChange} from './change.ts';
import {Failures} from './Failures.tsx';
import {isRestore} from './phases.ts';
import {Stop} from './Stop.tsx';

interface AttentionProps {
  service: Service;
  removal: Removal;
  onChanged: (removal: Removal) => void;
}

export function Attention({service, removal, onChanged}: AttentionProps) {
  const {text, sentence} = useWords();
  const {busy, problem, change} = useChange<'retry' | 'giveUp'>(onChanged);
  const {failedCount: count, waiting} = removal;
  const restores = isRestore(removal);
  const name = service.name;
  return (
    <>
      <s-banner tone="warning" heading={text(count > 0 ? 'attention.heading' : 'attention.stuck', {count})}>
        <s-paragraph>{text(restores ? 'attention.restoreBody' : 'attention.body', {service: name})}</s-paragraph>
        {waiting && <s-paragraph>{sentence(waiting)}</s-paragraph>}
      </s-banner>
      <s-section>
        <s-stack gap="base">
          {count > 0 && <Failures service={service} removal={removal} />}
          {problem && <ChangeFailed problem={problem} heading={text('notDone.heading')} />}
          <s-stack direction="inline" gap="small">
            <s-button
              variant="primary"
              loading={busy === 'retry'}
              disabled={busy !== null}
              onClick={() => void change('retry', () => removalApi.retry(service.id), text('attention.retried'))}
            >
              {text(count > 0 ? 'attention.retry' : 'common.retry')}
            </s-button>
            {(restores || count > 0) && (
              <ConfirmButton
                label={text(restores ? 'attention.leave' : 'attention.giveUp')}
                question={text(restores ? 'attention.leave.ask' : 'attention.giveUp.ask', {count, service: name})}
                critical
                busy={busy === 'giveUp'}
                disabled={busy !== null}
                onConfirm={() => void change('giveUp', () => removalApi.giveUp(service.id), text('attention.gaveUp'))}
              />
            )}
          </s-stack>
        </s-stack>
      </s-section>
      {!restores && (
        <s-section heading={text('stop.action')}>
          <Stop service={service} removal={removal} onChanged={onChanged} />
        </s-section>
      )}
    </>
  );
}
