/** What became of a send, service by service, while it happens. */
import type {FulfillmentRequest} from '../../../../core/wire.ts';
import {standingOf, tones, unitsOf, type Standing} from '../../../shared/status.ts';
import type {Words} from '../../../shared/words.ts';
import type {ViewProps} from './view.ts';

const bannerTones = {working: 'info', sent: 'success', done: 'success', trouble: 'critical'} as const satisfies Record<
  Standing,
  string
>;

export function Outcome({state, session, words, close}: ViewProps<'following'>) {
  const {requests, watch, fresh} = state;
  const standing = standingOf(requests);
  const paused = watch === 'paused';
  return (
    <s-admin-action heading={words.text('headingOf', {order: requests[0]?.orderName ?? ''})}>
      <s-stack gap="base">
        <s-banner tone={bannerTones[standing]} heading={words.text(paused ? 'outcome.paused' : `outcome.${standing}`)}>
          {words.text(paused ? 'outcome.pausedDetails' : `outcome.${standing}Details`)}
        </s-banner>
        {requests.map((request) => (
          <RequestRow key={request.id} request={request} words={words} />
        ))}
      </s-stack>
      <s-button key="close" slot="primary-action" variant="primary" disabled={fresh} onClick={close}>
        {words.text('actions.close')}
      </s-button>
      {paused ? (
        <s-button slot="secondary-actions" onClick={() => void session.watch()}>
          {words.text('actions.checkAgain')}
        </s-button>
      ) : (
        <s-button slot="secondary-actions" disabled={fresh} onClick={() => void session.load()}>
          {words.text(standing === 'trouble' ? 'actions.sendAgain' : 'actions.sendMore')}
        </s-button>
      )}
    </s-admin-action>
  );
}

/** One request: its service, how much, where it stands, and why it failed. */
export function RequestRow({request, words}: {request: FulfillmentRequest; words: Words}) {
  const {serviceName, status, failure, answer} = request;
  return (
    <s-section heading={serviceName}>
      <s-stack gap="small-200">
        <s-stack direction="inline" gap="small-200" alignItems="center">
          <s-text>{words.count('item.units', unitsOf(request))}</s-text>
          <s-badge tone={tones[status]}>{words.text(`status.${status}`)}</s-badge>
        </s-stack>
        {failure && <s-text tone="critical">{words.sentence(failure)}</s-text>}
        {status === 'declined' && answer?.reason && <s-text tone="critical">{answer.reason}</s-text>}
      </s-stack>
    </s-section>
  );
}
