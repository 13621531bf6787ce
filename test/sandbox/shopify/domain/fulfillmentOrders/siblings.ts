// Other fulfillment orders of the same order: which one can be merged with.
import type {FulfillmentOrder} from './record.ts';

function isMergeable(fulfillmentOrder: FulfillmentOrder): boolean {
  return (
    fulfillmentOrder.status === 'OPEN' &&
    ['UNSUBMITTED', 'REJECTED'].includes(fulfillmentOrder.requestStatus) &&
    !fulfillmentOrder.progressReported
  );
}

/** Open siblings at the same location that this one can be merged with (rules §2). */
export function mergeCandidates(fulfillmentOrder: FulfillmentOrder): FulfillmentOrder[] {
  if (!isMergeable(fulfillmentOrder)) return [];
  return fulfillmentOrder.order.fulfillmentOrderList.filter(
    (other) => other.id !== fulfillmentOrder.id && other.location === fulfillmentOrder.location && isMergeable(other),
  );
}

/** Whether one can be merged at all. */
export {isMergeable};
