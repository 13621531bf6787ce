// fulfillmentOrderOpen, -ReportProgress, -Reschedule, and the deadline; and a scheduled one that becomes due (rules §2).
import type {ShopContext} from '../../contract.ts';
import {requireGid} from '../ids.ts';
import {timeText, nowText} from '../time.ts';
import {userError} from '../userErrors.ts';
import {findVisible, requireVisible} from './access.ts';
import {setStatus} from './assignedLocation.ts';
import {thin} from './payloads.ts';
import type {FulfillmentOrder} from './record.ts';
import {answer, refuse} from './requests.ts';

// The longest that a timer of Node can wait.
const longestTimer = 2 ** 31 - 1;

/** Opens a scheduled fulfillment order and says so. */
function openScheduled(context: ShopContext, one: FulfillmentOrder): void {
  one.updatedAt = nowText(context);
  setStatus(one, 'OPEN');
  context.emit('fulfillment_orders/scheduled_fulfillment_order_ready', {fulfillment_order: thin(one)});
}

/** Makes it SCHEDULED until its `fulfillAt`; it opens by itself when that comes. */
export function schedule(context: ShopContext, one: FulfillmentOrder, fulfillAt: string): void {
  one.fulfillAt = timeText(new Date(fulfillAt));
  setStatus(one, 'SCHEDULED');
  const wait = (): void => {
    if (one.status !== 'SCHEDULED' || one.fulfillAt !== timeText(new Date(fulfillAt))) return;
    const ms = Date.parse(fulfillAt) - context.now().getTime();
    if (ms <= 0) openScheduled(context, one);
    else context.later(Math.min(ms, longestTimer), wait);
  };
  wait();
}

/** fulfillmentOrderOpen: a scheduled one before its time, or one whose progress was reported. */
export function open(_root: unknown, args: {id: string}, context: ShopContext) {
  const one = requireVisible(context, args.id);
  if (one.status === 'SCHEDULED') {
    openScheduled(context, one);
    return answer(one);
  }
  if (one.status === 'IN_PROGRESS' && one.progressReported) {
    one.progressReported = false;
    one.updatedAt = nowText(context);
    setStatus(one, 'OPEN');
    return answer(one);
  }
  return refuse(`Expected fulfillment order status to be valid but it was ${one.status.toLowerCase()}.`);
}

function refused(message: string, code: string) {
  return {fulfillmentOrder: null, userErrors: [userError(null, message, code)]};
}

/** fulfillmentOrderReportProgress: at merchant locations. */
export function reportProgress(
  _root: unknown,
  args: {id: string; progressReport?: {reasonNotes?: string | null} | null},
  context: ShopContext,
) {
  const one = findVisible(context, args.id);
  if (!one) return refused('The fulfillment order could not be found.', 'FULFILLMENT_ORDER_NOT_FOUND');
  const possible = one.status === 'OPEN' || (one.status === 'IN_PROGRESS' && one.requestStatus === 'UNSUBMITTED');
  if (!possible || one.location.fulfillmentService) {
    return refused('Cannot report progress on a fulfillment order in this state.', 'FULFILLMENT_ORDER_STATUS_INVALID');
  }
  one.progressReported = true;
  one.updatedAt = nowText(context);
  setStatus(one, 'IN_PROGRESS');
  context.emit('fulfillment_orders/progress_reported', {
    fulfillment_order: thin(one),
    progress_report: {reason_notes: args.progressReport?.reasonNotes ?? null},
  });
  return answer(one);
}

/** fulfillmentOrderReschedule. */
export function reschedule(_root: unknown, args: {id: string; fulfillAt: string}, context: ShopContext) {
  const one = findVisible(context, args.id);
  if (!one) return refused('The fulfillment order could not be found.', 'FULFILLMENT_ORDER_NOT_FOUND');
  if (one.status !== 'SCHEDULED') return refuse('Fulfillment order must be scheduled.');
  one.updatedAt = nowText(context);
  schedule(context, one, args.fulfillAt);
  context.emit('fulfillment_orders/rescheduled', {fulfillment_order: thin(one)});
  return answer(one);
}

/** fulfillmentOrdersSetFulfillmentDeadline. */
export function setDeadline(
  _root: unknown,
  args: {fulfillmentOrderIds: string[]; fulfillmentDeadline: string},
  context: ShopContext,
) {
  for (const id of args.fulfillmentOrderIds) requireGid('FulfillmentOrder', id);
  const found = args.fulfillmentOrderIds.map((id) => findVisible(context, id));
  if (found.includes(undefined)) {
    const error = userError(null, 'The fulfillment orders could not be found.', 'FULFILLMENT_ORDERS_NOT_FOUND');
    return {success: false, userErrors: [error]};
  }
  for (const one of found) {
    if (!one) continue;
    one.fulfillBy = timeText(new Date(args.fulfillmentDeadline));
    one.updatedAt = nowText(context);
  }
  return {success: true, userErrors: []};
}
