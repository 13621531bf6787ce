/** During and after the send: how far it is, and where the requests stand. */
import type {FulfillmentRequest, RequestStatus} from '../../../core/wire.ts';
import {standingOf, tones, type Standing} from '../../shared/status.ts';
import type {Words} from '../../shared/words.ts';
import {Reasons} from '../../shared/Reasons.tsx';
import type {Following} from './state.ts';
import {reasonsOf, troublesOf} from './summary.ts';
import type {ViewProps} from './view.ts';

export function Handover({state, session, words, close}: ViewProps<'sending'>) {
  const {done, total, problem, sent} = state;
  const some = sent.accepted.length > 0;
  return (
    <s-admin-action heading={words.text('heading')}>
      <s-stack gap="base">
        {problem ? (
          <s-banner tone="critical" heading={words.text(some ? 'handover.stopped' : 'handover.failed')}>
            <s-paragraph>{words.sentence(problem)}</s-paragraph>
            <s-paragraph>{words.text('handover.once')}</s-paragraph>
          </s-banner>
        ) : (
          <s-banner tone="info" heading={words.text('handover.working')}>
            {words.text('handover.keepOpen')}
          </s-banner>
        )}
        <s-stack direction="inline" gap="small-200" alignItems="center">
          {!problem && <s-spinner accessibilityLabel={words.text('handover.working')} />}
          <s-text>{words.count('handover.progress', total, {done: words.number(done)})}</s-text>
        </s-stack>
      </s-stack>
      {problem ? (
        <s-button key="retry" slot="primary-action" variant="primary" onClick={() => void session.send()}>
          {words.text('actions.retry')}
        </s-button>
      ) : (
        <s-button key="send" slot="primary-action" variant="primary" disabled loading>
          {words.count('send.orders', total)}
        </s-button>
      )}
      {problem && some ? (
        <s-button key="finish" slot="secondary-actions" onClick={() => void session.finish()}>
          {words.text('actions.showSent')}
        </s-button>
      ) : (
        <s-button key="cancel" slot="secondary-actions" disabled={!problem} onClick={close}>
          {words.text('actions.close')}
        </s-button>
      )}
    </s-admin-action>
  );
}

export function Progress({state, session, words, close}: ViewProps<'following'>) {
  const {sent, requests, watch, fresh} = state;
  return (
    <s-admin-action heading={words.text('heading')}>
      <s-stack gap="base">
        <Verdict state={state} words={words} />
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
      </s-stack>
      <s-button key="close" slot="primary-action" variant="primary" disabled={fresh} onClick={close}>
        {words.text('actions.close')}
      </s-button>
      {watch === 'paused' && (
        <s-button key="again" slot="secondary-actions" onClick={() => void session.watch()}>
          {words.text('actions.checkAgain')}
        </s-button>
      )}
    </s-admin-action>
  );
}

const bannerTones = {working: 'info', sent: 'success', done: 'success', trouble: 'critical'} as const satisfies Record<
  Standing,
  string
>;

/** How it stands, as one banner: also what a screen reader is told when it changes. */
function Verdict({state, words}: {state: Following; words: Words}) {
  const {sent, requests, watch, problem} = state;
  if (problem) {
    return (
      <s-banner tone="warning" heading={words.text('outcome.unread')}>
        <s-paragraph>{words.sentence(problem)}</s-paragraph>
        <s-paragraph>{words.text('outcome.goesOn')}</s-paragraph>
      </s-banner>
    );
  }
  if (sent.accepted.length === 0) {
    return (
      <s-banner tone="warning" heading={words.text('nothing.heading')}>
        {words.text('nothing.changed')}
      </s-banner>
    );
  }
  const standing = requests?.length ? standingOf(requests) : 'working';
  const key = watch === 'paused' ? 'paused' : standing;
  return (
    <s-banner tone={bannerTones[standing]} heading={words.text(`outcome.${key}`)}>
      {words.text(`outcome.${key}Details`)}
    </s-banner>
  );
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
