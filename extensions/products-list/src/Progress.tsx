/** How far the job is, what failed and why, and the way to cancel the rest. */
import type {AssignmentJob} from '../../../core/wire.ts';
import {grouped} from '../../shared/reasons.ts';
import {Reasons} from '../../shared/Reasons.tsx';
import type {Running} from './state.ts';
import type {ViewProps} from './view.ts';

export function Progress({state, session, words, close}: ViewProps<'running'>) {
  const {job, watch, cancelling, problem, fresh, services} = state;
  const verdict = verdictOf(state);
  const service = services.find(({id}) => id === job.serviceId)?.name;
  const over = isOver(job);
  return (
    <s-admin-action heading={words.text('heading')}>
      <s-stack gap="base">
        <s-banner tone={tones[verdict]} heading={words.text(`verdict.${verdict}`)}>
          <s-paragraph>{words.text(`verdict.${verdict}Details`)}</s-paragraph>
          {problem && <s-paragraph>{words.sentence(problem)}</s-paragraph>}
        </s-banner>
        <s-section heading={service ?? words.text('choose.none')}>
          <s-stack direction="inline" gap="small-200" alignItems="center">
            {watch === 'on' && !over && <s-spinner accessibilityLabel={words.text('verdict.running')} />}
            <s-text>
              {job.total === 0 && !over
                ? words.text('progress.counting')
                : words.count('progress.done', job.total, {done: words.number(job.done)})}
            </s-text>
          </s-stack>
        </s-section>
        <Reasons
          heading={words.count('failed', job.failed.length)}
          groups={grouped(job.failed.map(({code, message, title}) => ({reason: {code, message}, name: title})))}
          words={words}
        />
      </s-stack>
      <s-button key="close" slot="primary-action" variant="primary" disabled={fresh} onClick={close}>
        {words.text('actions.close')}
      </s-button>
      {!over && watch === 'paused' && (
        <s-button key="again" slot="secondary-actions" onClick={() => void session.watch()}>
          {words.text('actions.checkAgain')}
        </s-button>
      )}
      {!over && (
        <s-button
          key="cancel"
          slot="secondary-actions"
          disabled={fresh || cancelling}
          loading={cancelling}
          onClick={() => void session.cancel()}
        >
          {words.text('actions.cancelRest')}
        </s-button>
      )}
    </s-admin-action>
  );
}

const isOver = ({status}: AssignmentJob) => status === 'done' || status === 'cancelled';

type Verdict = 'running' | 'unread' | 'paused' | 'done' | 'partly' | 'cancelled';

const tones = {
  running: 'info',
  unread: 'warning',
  paused: 'info',
  done: 'success',
  partly: 'warning',
  cancelled: 'warning',
} as const satisfies Record<Verdict, string>;

function verdictOf({job, watch, problem}: Running): Verdict {
  if (job.status === 'cancelled') return 'cancelled';
  if (job.status === 'done') return job.failed.length > 0 ? 'partly' : 'done';
  if (problem) return 'unread';
  return watch === 'paused' ? 'paused' : 'running';
}
