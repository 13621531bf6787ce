/** How far the job is, what failed and why, and the way to cancel the rest. */
import type {AssignmentJob} from '../../../core/wire.ts';
import type {Frame} from '../../shared/ActionFrame.tsx';
import {grouped} from '../../shared/reasons.ts';
import {Reasons} from '../../shared/Reasons.tsx';
import type {Running} from './state.ts';
import type {ViewProps} from './view.ts';

export function progress(props: ViewProps<'running'>): Frame {
  const {state, session, words, close} = props;
  const {job, watch, cancelling, problem, fresh} = state;
  const verdict = verdictOf(state);
  const again = {label: words.text('actions.checkAgain'), onClick: () => void session.watch()};
  const cancelRest = {
    label: words.text('actions.cancelRest'),
    disabled: fresh,
    loading: cancelling,
    onClick: () => void session.cancel(),
  };
  return {
    heading: words.text('heading'),
    notice: {
      tone: tones[verdict],
      heading: words.text(`verdict.${verdict}`),
      children: (
        <>
          <s-paragraph>{words.text(`verdict.${verdict}Details`)}</s-paragraph>
          {problem && <s-paragraph>{words.sentence(problem)}</s-paragraph>}
        </>
      ),
    },
    body: <Body {...props} />,
    primary: {label: words.text('actions.close'), disabled: fresh, onClick: close},
    secondary: isOver(job) ? [] : watch === 'paused' ? [cancelRest, again] : [cancelRest],
  };
}

/** How far it is, and what could not be done. */
function Body({state, words}: ViewProps<'running'>) {
  const {job, watch, services} = state;
  const service = services.find(({id}) => id === job.serviceId)?.name;
  const over = isOver(job);
  return (
    <s-stack gap="base">
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
