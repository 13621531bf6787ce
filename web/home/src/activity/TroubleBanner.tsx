/** What is wrong with a request, in a sentence with its way out. */
import type {FulfillmentRequest} from '../../../../core/wire.ts';
import {numberOf} from '../api/app.ts';
import {adminAddress} from '../bridge.ts';
import {hrefOf} from '../routes.ts';
import {useWords} from '../ui/context.tsx';
import {troubleOf, wayOut, type Trouble} from './standing.ts';

/** Puts trouble into words. */
export function useTroubleWords(): (trouble: Trouble) => {heading: string; body: string} {
  const {text, sentence} = useWords();
  return (trouble) => {
    switch (trouble.kind) {
      case 'failed':
        return {heading: text('trouble.failed'), body: sentence(trouble.failure)};
      case 'waiting':
        return {heading: text('trouble.waiting'), body: sentence(trouble.failure)};
      case 'unconfirmed':
        return {heading: text('trouble.unconfirmed'), body: sentence(trouble.failure)};
      case 'blocked':
        return {heading: text('trouble.blocked'), body: sentence(trouble.failure)};
      case 'declined':
        return {
          heading: text('trouble.declined.heading'),
          body: trouble.reason
            ? text('trouble.declined.reason', {reason: trouble.reason})
            : text('trouble.declined.body'),
        };
      case 'bounced':
      case 'complained':
      case 'delayed':
      case 'stuck':
      case 'untold':
      case 'shipped':
      case 'untoldAddress':
      case 'shippedBefore':
        return {heading: text(`trouble.${trouble.kind}.heading`), body: text(`trouble.${trouble.kind}.body`)};
    }
  };
}

export function TroubleBanner({request}: {request: FulfillmentRequest}) {
  const {text} = useWords();
  const words = useTroubleWords();
  const trouble = troubleOf(request);
  if (!trouble) return null;
  const {heading, body} = words(trouble);
  const way = wayOut(trouble);
  const isGrave = trouble.kind !== 'delayed' && trouble.kind !== 'stuck' && trouble.kind !== 'waiting';
  return (
    <s-banner tone={isGrave ? 'critical' : 'warning'} heading={heading}>
      <s-stack gap="small">
        <s-paragraph>{body}</s-paragraph>
        {way === 'address' && (
          <s-link href={hrefOf({page: 'service', id: request.serviceId})}>{text('way.address')}</s-link>
        )}
        {way === 'order' && (
          <s-link href={adminAddress(`orders/${numberOf(request.orderId)}`)} target="_top">
            {text('way.order')}
          </s-link>
        )}
      </s-stack>
    </s-banner>
  );
}
