/** What a request is about: its items, its emails, its history. */
import type {FulfillmentRequest, OrderFulfillment} from '../../../../core/wire.ts';
import {app} from '../api/app.ts';
import {useResource} from '../state/resource.ts';
import {useWords} from '../ui/context.tsx';
import {actorKey, deliveryTones, eventKey, unitsOf} from './standing.ts';

/** Titles are Shopify's and not stored here: the order is asked for them; until it answers the SKU has to do. */
export function Items({request}: {request: FulfillmentRequest}) {
  const {text} = useWords();
  const order = useResource(`order ${request.orderId}`, () => app.order(request.orderId));
  const titles = titlesIn(order.value);
  const isRead = order.value !== undefined || order.problem !== null;
  return (
    <s-section heading={text('request.items')}>
      <s-stack gap="base">
        <s-text color="subdued">{text('request.units', {count: unitsOf(request)})}</s-text>
        <s-unordered-list>
          {request.lines.map(({fulfillmentOrderLineItemId: id, quantity, sku}) => {
            const title = titles.get(id);
            const name = title ?? (sku ? text('request.sku', {sku}) : isRead ? text('request.noTitle') : '…');
            return (
              <s-list-item key={id}>
                <s-stack gap="none">
                  <s-text>{text('request.line', {quantity, title: name})}</s-text>
                  {title && sku && <s-text color="subdued">{text('request.sku', {sku})}</s-text>}
                </s-stack>
              </s-list-item>
            );
          })}
        </s-unordered-list>
      </s-stack>
    </s-section>
  );
}

function titlesIn(order: OrderFulfillment | undefined): Map<string, string> {
  const lines = order?.fulfillmentOrders.flatMap((one) => one.lines) ?? [];
  return new Map(lines.map(({id, title, variantTitle}) => [id, variantTitle ? `${title}, ${variantTitle}` : title]));
}

export function Emails({request: {delivery}}: {request: FulfillmentRequest}) {
  const {text} = useWords();
  return (
    <s-section heading={text('request.delivery')}>
      <Messages delivery={delivery} none={text('request.deliveryNone')} />
    </s-section>
  );
}

/** The emails that say what not to ship, and the service's word on it. */
export function CancellationEmails({request: {cancellation}}: {request: FulfillmentRequest}) {
  const {text, ago} = useWords();
  if (!cancellation) return null;
  const {delivery, acknowledged, partial, quantity, status} = cancellation;
  return (
    <s-section heading={text('request.cancellation')}>
      <s-stack gap="base">
        {partial && <s-text>{text('request.cancellation.partial', {count: quantity})}</s-text>}
        <s-text>
          {acknowledged
            ? text(`request.cancellation.${acknowledged.kind}`, {ago: ago(acknowledged.at)})
            : text(`request.cancellation.${status}`)}
        </s-text>
        <Messages delivery={delivery} none={null} />
      </s-stack>
    </s-section>
  );
}

/** The emails that name the new address, and the service's word on it. */
export function AddressChangeEmails({request: {addressChange}}: {request: FulfillmentRequest}) {
  const {text, ago, dateTime} = useWords();
  if (!addressChange) return null;
  const {delivery, acknowledged, status, sentAt} = addressChange;
  const told = status === 'sent' && sentAt !== null;
  return (
    <s-section heading={text('request.addressChange')}>
      <s-stack gap="base">
        <s-text>
          {told
            ? text('request.addressChange.sent', {time: dateTime(sentAt)})
            : text(status === 'failed' ? 'request.addressChange.failed' : 'request.addressChange.pending')}
        </s-text>
        {told && (
          <s-text>
            {acknowledged
              ? text(`request.addressChange.${acknowledged.kind}`, {ago: ago(acknowledged.at)})
              : text('request.addressChange.unanswered')}
          </s-text>
        )}
        <Messages delivery={delivery} none={null} />
      </s-stack>
    </s-section>
  );
}

function Messages({delivery, none}: {delivery: FulfillmentRequest['delivery']; none: string | null}) {
  const {text} = useWords();
  if (!delivery) return none === null ? null : <s-text color="subdued">{none}</s-text>;
  return (
    <s-stack gap="base">
      {delivery.messages.map(({address, status}) => (
        <s-stack key={address} direction="inline" gap="small" alignItems="center">
          <s-text>{address}</s-text>
          <s-badge tone={deliveryTones[status]}>{text(`delivery.${status}`)}</s-badge>
        </s-stack>
      ))}
      {delivery.opened && <s-text color="subdued">{text('request.opened')}</s-text>}
    </s-stack>
  );
}

/** Newest first. */
export function History({request: {history}}: {request: FulfillmentRequest}) {
  const {text, dateTime} = useWords();
  return (
    <s-section heading={text('request.history')}>
      <s-stack gap="base">
        {history.toReversed().map((entry, index) => (
          <s-stack key={history.length - index} gap="none">
            <s-text>{text(eventKey(entry))}</s-text>
            <s-text color="subdued">
              {text('request.when', {time: dateTime(entry.at), who: text(actorKey(entry))})}
            </s-text>
          </s-stack>
        ))}
      </s-stack>
    </s-section>
  );
}
