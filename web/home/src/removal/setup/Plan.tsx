/** The second step: what a removal would move, in words and numbers. */
import type {RemovalPlan} from '../../../../../core/wire.ts';
import type {Key} from '../../i18n/en.ts';
import {useWords} from '../../ui/context.tsx';
import {Blockers, Remarks} from './Remarks.tsx';

interface PlanProps {
  plan: RemovalPlan;
  /** Names. */
  service: string;
  place: string;
}

export function Plan({plan, service, place}: PlanProps) {
  const {text} = useWords();
  const {inventoryItems, fulfillmentOrders, openRequests} = plan;
  const movesNothing = inventoryItems === 0 && fulfillmentOrders === 0 && openRequests === 0;
  return (
    <s-stack gap="base">
      <Blockers blockers={plan.blockers} />
      {movesNothing ? (
        <s-text>{text('removal.plan.nothing')}</s-text>
      ) : (
        <s-stack gap="small-200">
          <s-text type="strong">{text('removal.plan.to', {place})}</s-text>
          <s-unordered-list>
            <Stock plan={plan} />
            <Orders plan={plan} />
            <Requests plan={plan} service={service} />
          </s-unordered-list>
        </s-stack>
      )}
      <Remarks remarks={plan.remarks} />
    </s-stack>
  );
}

function Stock({plan}: {plan: RemovalPlan}) {
  const {text} = useWords();
  const {inventoryItems, units, untrackedItems, committedUnits, exceptions} = plan;
  if (inventoryItems === 0) return null;
  const details = [
    untrackedItems > 0 && text('removal.plan.untracked', {count: untrackedItems}),
    committedUnits > 0 && text('removal.plan.committed', {count: committedUnits}),
    exceptions > 0 && text('removal.plan.exceptions', {count: exceptions}),
  ];
  return (
    <Fact
      text={text('removal.plan.items', {count: inventoryItems, units: text('removal.plan.units', {count: units})})}
      details={details}
    />
  );
}

function Orders({plan}: {plan: RemovalPlan}) {
  const {text, list} = useWords();
  const {fulfillmentOrders, lines, byRequestStatus} = plan;
  if (fulfillmentOrders === 0) return null;
  const standing = byRequestStatus.map((one) =>
    text('removal.plan.byStatus', {count: one.fulfillmentOrders, status: requestStatusOf(one.requestStatus, text)}),
  );
  return (
    <Fact
      text={text('removal.plan.orders', {count: fulfillmentOrders, lines: text('removal.plan.lines', {count: lines})})}
      details={[standing.length > 0 && list(standing)]}
    />
  );
}

function Requests({plan: {openRequests, emailedRequests}, service}: {plan: RemovalPlan; service: string}) {
  const {text} = useWords();
  if (openRequests === 0) return null;
  return (
    <Fact
      text={text('removal.plan.requests', {count: openRequests})}
      details={[emailedRequests > 0 && text('removal.plan.emailed', {count: emailedRequests, service})]}
    />
  );
}

function Fact({text, details}: {text: string; details: (string | false)[]}) {
  return (
    <s-list-item>
      <s-stack gap="none">
        <s-text>{text}</s-text>
        {details.map(
          (one) =>
            one && (
              <s-text key={one} color="subdued">
                {one}
              </s-text>
            ),
        )}
      </s-stack>
    </s-list-item>
  );
}

const statuses = [
  'UNSUBMITTED',
  'SUBMITTED',
  'ACCEPTED',
  'REJECTED',
  'CANCELLATION_REQUESTED',
  'CANCELLATION_ACCEPTED',
  'CANCELLATION_REJECTED',
  'CLOSED',
] as const;

/** One that is new in Shopify is shown as Shopify writes it. */
function requestStatusOf(status: string, text: (key: Key) => string): string {
  const known = statuses.find((one) => one === status);
  return known ? text(`requestStatus.${known}`) : status.toLowerCase().replaceAll('_', ' ');
}
