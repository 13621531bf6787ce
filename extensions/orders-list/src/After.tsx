/** During and after the send: how far it is, and where the requests stand. */
import type {FulfillmentRequest, RequestStatus} from '../../../core/wire.ts';
import type {Frame} from '../../shared/ActionFrame.tsx';
import {Reasons} from '../../shared/Reasons.tsx';
import {standingOf, tones, type Standing} from '../../shared/status.ts';
import type {Words} from '../../shared/words.ts';
import type {Following} from './state.ts';
import {reasonsOf, troublesOf} from './summary.ts';
import type {ViewProps} from './view.ts';

export function handover({state, session, words, close}: ViewProps<'sending'>): Frame {
  const {done, total, problem, sent} = state;
  const heading = words.text('heading');
  const body = <s-text>{words.count('handover.progress', total, {done: words.number(done)})}</s-text>;
  if (!problem) {
    return {
      heading,
      notice: {tone: 'info', heading: words.text('handover.working'), children: words.text('handover.keepOpen')},
      body,
      primary: {label: words.count('send.orders', total), loading: true, onClick: () => {}},
      secondary: [{label: words.text('actions.cancel'), disabled: true, onClick: () => {}}],
    };
  }
  const some = sent.accepted.length > 0;
  return {
    heading,
    notice: {
      tone: 'critical',
      heading: words.text(some ? 'handover.stopped' : 'handover.failed'),
      children: (
        <>
          <s-paragraph>{words.sentence(problem)}</s-paragraph>
          <s-paragraph>{words.text('handover.once')}</s-paragraph>
        </>
      ),
    },
    body,
    primary: {label: words.text('actions.retry'), onClick: () => void session.send()},
    secondary: some
      ? [{label: words.text('actions.showSent'), onClick: () => void session.finish()}]
      : [{label: words.text('actions.close'), onClick: close}],
  };
}

export function progress({state, session, words, close}: ViewProps<'following'>): Frame {
  const {sent, requests, watch, fresh} = state;
  return {
    heading: words.text('heading'),
    notice: verdictOf(state, words),
    body: (
      <>
        <s-section heading={words.count('progress.heading', sent.accepted.length)}>
          <s-stack gap="small-200">
            {requests === null && watch === 'on' && <s-spinner accessibilityLabel={words.text('progress.looking')} />}
            {countsOf(requests ?? []).map(({status, count}) => (
              <s-grid key={status} gridTemplateColumns="1fr auto" gap="base" alignItems="center">
                <s-stack direction="inline">
                  <s-badge tone={tones[status]}>{words.text(`status.${status}`)}</s-badge>
                </s-stack>
                <s-text fontVariantNumeric="tabular-nums">{words.count('units.requests', count)}</s-text>
              </s-grid>
            ))}
          </s-stack>
        </s-section>
        <Reasons heading={words.text('progress.troubles')} groups={troublesOf(requests ?? [])} words={words} />
        <Reasons
          heading={words.count('skipped.heading', sent.skipped.length)}
          groups={reasonsOf(sent.skipped, words)}
          words={words}
        />
      </>
    ),
    primary: {label: words.text('actions.close'), disabled: fresh, onClick: close},
    secondary:
      watch === 'paused' ? [{label: words.text('actions.checkAgain'), onClick: () => void session.watch()}] : [],
  };
}

const bannerTones = {working: 'info', sent: 'success', done: 'success', trouble: 'critical'} as const satisfies Record<
  Standing,
  string
>;

/** How it stands, as one notice. */
function verdictOf({sent, requests, watch, problem}: Following, words: Words): NonNullable<Frame['notice']> {
  if (problem) {
    return {
      tone: 'warning',
      heading: words.text('outcome.unread'),
      children: (
        <>
          <s-paragraph>{words.sentence(problem)}</s-paragraph>
          <s-paragraph>{words.text('outcome.goesOn')}</s-paragraph>
        </>
      ),
    };
  }
  if (sent.accepted.length === 0) {
    return {tone: 'warning', heading: words.text('nothing.heading'), children: words.text('nothing.changed')};
  }
  const standing = requests?.length ? standingOf(requests) : 'working';
  const key = watch === 'paused' ? 'paused' : standing;
  return {
    tone: bannerTones[standing],
    heading: words.text(`outcome.${key}`),
    children: words.text(`outcome.${key}Details`),
  };
}

const order: RequestStatus[] = [
  'queued',
  'sending',
  'unknown',
  'sent',
  'confirmed',
  'fulfilled',
  'declined',
  'failed',
  'cancelled',
];

/** How many requests are in each status, in the order they go through them; none where there are none. */
function countsOf(requests: FulfillmentRequest[]): {status: RequestStatus; count: number}[] {
  return order
    .map((status) => ({status, count: requests.filter((one) => one.status === status).length}))
    .filter(({count}) => count > 0);
}
