/** What stands against a removal, and what is good to know; each with the orders it is about. */
import type {RemovalRemark} from '../../../../../core/wire.ts';
import {numberOf} from '../../api/app.ts';
import {adminAddress} from '../../bridge.ts';
import {useWords} from '../../ui/context.tsx';

export function Blockers({blockers}: {blockers: RemovalRemark[]}) {
  const {text} = useWords();
  if (blockers.length === 0) return null;
  return (
    <s-banner tone="critical" heading={text('removal.plan.blocked', {count: blockers.length})}>
      <List remarks={blockers} />
    </s-banner>
  );
}

/** What is said of the rates stands where the rates are. */
const saidElsewhere = 'rates_missing';

export function Remarks({remarks: all}: {remarks: RemovalRemark[]}) {
  const {text} = useWords();
  const remarks = all.filter(({code}) => code !== saidElsewhere);
  if (remarks.length === 0) return null;
  return (
    <s-banner tone="info" heading={text('removal.plan.remarks')}>
      <List remarks={remarks} />
    </s-banner>
  );
}

const known = ['held_order_apart', 'scheduled_order', 'cancellation_rejected', 'held_order', 'incoming_stock'] as const;

function List({remarks}: {remarks: RemovalRemark[]}) {
  const {text, sentence} = useWords();
  const sentenceOf = (remark: RemovalRemark) => {
    const code = known.find((one) => one === remark.code);
    return code ? text(`remark.${code}`, {count: remark.count ?? 1}) : sentence(remark);
  };
  return (
    <s-unordered-list>
      {remarks.map((remark) => (
        <s-list-item key={`${remark.code} ${remark.message}`}>
          <s-stack gap="none">
            <s-text>{sentenceOf(remark)}</s-text>
            {remark.orders && remark.orders.length > 0 && <Orders remark={remark} orders={remark.orders} />}
          </s-stack>
        </s-list-item>
      ))}
    </s-unordered-list>
  );
}

function Orders({remark: {count = 0}, orders}: {remark: RemovalRemark; orders: {id: string; name: string}[]}) {
  const {text} = useWords();
  const more = count - orders.length;
  return (
    <s-stack direction="inline" gap="small-200">
      {orders.map(({id, name}) => (
        <s-link key={id} href={adminAddress(`orders/${numberOf(id)}`)} target="_top">
          {name}
        </s-link>
      ))}
      {more > 0 && <s-text color="subdued">{text('removal.plan.moreOrders', {count: more})}</s-text>}
    </s-stack>
  );
}
