// Every mutation of fulfillment orders, by its name in the schema.
import type {Resolver} from '../../contract.ts';
import {
  acceptCancellationRequest,
  cancel,
  rejectCancellationRequest,
  submitCancellationRequest,
} from './cancellations.ts';
import {placeHold, releaseHold} from './holds.ts';
import {move} from './move.ts';
import {open, reportProgress, reschedule, setDeadline} from './progress.ts';
import {acceptFulfillmentRequest, close, rejectFulfillmentRequest, submitFulfillmentRequest} from './requests.ts';
import {reroute} from './reroute.ts';
import {merge, split} from './split.ts';

export const fulfillmentOrderMutations: Record<string, Resolver> = {
  fulfillmentOrderSubmitFulfillmentRequest: submitFulfillmentRequest,
  fulfillmentOrderAcceptFulfillmentRequest: acceptFulfillmentRequest,
  fulfillmentOrderRejectFulfillmentRequest: rejectFulfillmentRequest,
  fulfillmentOrderSubmitCancellationRequest: submitCancellationRequest,
  fulfillmentOrderAcceptCancellationRequest: acceptCancellationRequest,
  fulfillmentOrderRejectCancellationRequest: rejectCancellationRequest,
  fulfillmentOrderCancel: cancel,
  fulfillmentOrderClose: close,
  fulfillmentOrderHold: placeHold,
  fulfillmentOrderReleaseHold: releaseHold,
  fulfillmentOrderOpen: open,
  fulfillmentOrderReportProgress: reportProgress,
  fulfillmentOrderReschedule: reschedule,
  fulfillmentOrdersSetFulfillmentDeadline: setDeadline,
  fulfillmentOrderMove: move,
  fulfillmentOrderSplit: split,
  fulfillmentOrderMerge: merge,
  fulfillmentOrdersReroute: reroute,
};
