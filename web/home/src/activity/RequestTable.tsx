/** Lists of fulfillment requests. */
import type {FulfillmentRequest} from '../../../../core/wire.ts';
import {hrefOf} from '../routes.ts';
import {useWords} from '../ui/context.tsx';
import {deliveryTones, statusTones, troubleOf, unitsOf} from './standing.ts';
import {useTroubleWords} from './TroubleBanner.tsx';

export function RequestTable({requests}: {requests: FulfillmentRequest[]}) {
  const {text, number, ago} = useWords();
  return (
    <s-table>
      <s-table-header-row>
        <s-table-header listSlot="primary">{text('activity.column.order')}</s-table-header>
        <s-table-header listSlot="secondary">{text('activity.column.service')}</s-table-header>
        <s-table-header listSlot="inline">{text('activity.column.status')}</s-table-header>
        <s-table-header listSlot="labeled" format="numeric">
          {text('activity.column.items')}
        </s-table-header>
        <s-table-header listSlot="labeled">{text('activity.column.updated')}</s-table-header>
      </s-table-header-row>
      <s-table-body>
        {requests.map((request) => (
          <s-table-row key={request.id}>
            <s-table-cell>
              <OrderLink request={request} />
            </s-table-cell>
            <s-table-cell>{request.serviceName}</s-table-cell>
            <s-table-cell>
              <StatusBadges request={request} />
            </s-table-cell>
            <s-table-cell>{number(unitsOf(request))}</s-table-cell>
            <s-table-cell>{ago(request.updatedAt)}</s-table-cell>
          </s-table-row>
        ))}
      </s-table-body>
    </s-table>
  );
}

/** Requests that need a person, each with the reason. */
export function AttentionTable({requests}: {requests: FulfillmentRequest[]}) {
  const {text} = useWords();
  return (
    <s-table>
      <s-table-header-row>
        <s-table-header listSlot="primary">{text('activity.column.order')}</s-table-header>
        <s-table-header listSlot="kicker">{text('activity.column.service')}</s-table-header>
        <s-table-header listSlot="inline">{text('activity.column.status')}</s-table-header>
        <s-table-header listSlot="secondary">{text('activity.column.reason')}</s-table-header>
      </s-table-header-row>
      <s-table-body>
        {requests.map((request) => (
          <s-table-row key={request.id}>
            <s-table-cell>
              <OrderLink request={request} />
            </s-table-cell>
            <s-table-cell>{request.serviceName}</s-table-cell>
            <s-table-cell>
              <StatusBadges request={request} />
            </s-table-cell>
            <s-table-cell>
              <Reason request={request} />
            </s-table-cell>
          </s-table-row>
        ))}
      </s-table-body>
    </s-table>
  );
}

function OrderLink({request: {id, orderName, serviceName}}: {request: FulfillmentRequest}) {
  const {text} = useWords();
  return (
    <s-link
      href={hrefOf({page: 'request', id})}
      accessibilityLabel={text('request.title', {order: orderName, service: serviceName})}
    >
      {orderName}
    </s-link>
  );
}

/** The status, and what became of the email where that says more. */
export function StatusBadges({request: {status, delivery}}: {request: FulfillmentRequest}) {
  const {text} = useWords();
  return (
    <s-stack direction="inline" gap="small-200">
      <s-badge tone={statusTones[status]}>{text(`status.${status}`)}</s-badge>
      {delivery && delivery.status !== 'accepted' && (
        <s-badge tone={deliveryTones[delivery.status]}>{text(`delivery.${delivery.status}`)}</s-badge>
      )}
    </s-stack>
  );
}

function Reason({request}: {request: FulfillmentRequest}) {
  const {text} = useWords();
  const words = useTroubleWords();
  const trouble = troubleOf(request);
  return <s-text>{trouble ? words(trouble).body : text('trouble.stuck.body')}</s-text>;
}
