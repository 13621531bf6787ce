// supportedActions: the table of rules §2.
import {remaining} from './lines.ts';
import {mergeCandidates} from './siblings.ts';
import type {FulfillmentOrder} from './record.ts';

export type Action =
  | 'CANCEL_FULFILLMENT_ORDER'
  | 'CREATE_FULFILLMENT'
  | 'HOLD'
  | 'MARK_AS_OPEN'
  | 'MERGE'
  | 'MOVE'
  | 'RELEASE_HOLD'
  | 'REPORT_PROGRESS'
  | 'REQUEST_CANCELLATION'
  | 'REQUEST_FULFILLMENT'
  | 'SPLIT';

/** Shopify: at most ten holds per app and fulfillment order (rules §2). */
export const holdLimit = 10;

/** SPLIT is offered only if more than one unit remains (rules §2). */
function split(fulfillmentOrder: FulfillmentOrder): Action[] {
  return remaining(fulfillmentOrder) > 1 ? ['SPLIT'] : [];
}

function open(fulfillmentOrder: FulfillmentOrder): Action[] {
  const atService = fulfillmentOrder.location.fulfillmentService !== null;
  if (fulfillmentOrder.requestStatus === 'SUBMITTED') return ['CANCEL_FULFILLMENT_ORDER'];
  // That a rejected one can be moved is unverified for the list, and stated for the mutation (rules §2, §4).
  if (atService) return ['REQUEST_FULFILLMENT', 'CREATE_FULFILLMENT', 'HOLD', ...split(fulfillmentOrder), 'MOVE'];
  const merge: Action[] = mergeCandidates(fulfillmentOrder).length > 0 ? ['MERGE'] : [];
  return ['CREATE_FULFILLMENT', 'REPORT_PROGRESS', 'MOVE', 'HOLD', ...split(fulfillmentOrder), ...merge];
}

function inProgress(fulfillmentOrder: FulfillmentOrder): Action[] {
  switch (fulfillmentOrder.requestStatus) {
    case 'ACCEPTED':
      return ['CREATE_FULFILLMENT', 'REQUEST_CANCELLATION'];
    case 'CANCELLATION_REQUESTED':
      return ['CREATE_FULFILLMENT', 'CANCEL_FULFILLMENT_ORDER'];
    case 'CANCELLATION_REJECTED':
      return ['CREATE_FULFILLMENT'];
    case 'CANCELLATION_ACCEPTED':
    case 'CLOSED':
    case 'REJECTED':
    case 'SUBMITTED':
    case 'UNSUBMITTED':
      // In progress by a fulfillment of a part, not by a report: as if open (unverified in the rules).
      return fulfillmentOrder.progressReported
        ? ['CREATE_FULFILLMENT', 'REPORT_PROGRESS', 'HOLD', 'MARK_AS_OPEN']
        : open(fulfillmentOrder);
  }
}

/** How many holds an app has on a fulfillment order. */
export function holdsOf(fulfillmentOrder: FulfillmentOrder, appId: string): number {
  return fulfillmentOrder.holds.filter((hold) => hold.appId === appId).length;
}

/** What an app can do with a fulfillment order now, in the order in which Shopify lists it. */
export function actions(fulfillmentOrder: FulfillmentOrder, appId: string): Action[] {
  switch (fulfillmentOrder.status) {
    case 'OPEN':
      return open(fulfillmentOrder);
    case 'IN_PROGRESS':
      return inProgress(fulfillmentOrder);
    case 'INCOMPLETE':
      return ['REQUEST_FULFILLMENT', 'CREATE_FULFILLMENT', 'HOLD', 'MOVE'];
    case 'ON_HOLD':
      return holdsOf(fulfillmentOrder, appId) < holdLimit ? ['RELEASE_HOLD', 'HOLD', 'MOVE'] : ['RELEASE_HOLD', 'MOVE'];
    case 'SCHEDULED':
      return ['MARK_AS_OPEN'];
    case 'CLOSED':
    case 'CANCELLED':
      return [];
  }
}

/** Whether an action is possible for an app now. */
export function supports(fulfillmentOrder: FulfillmentOrder, action: Action, appId: string): boolean {
  return actions(fulfillmentOrder, appId).includes(action);
}
