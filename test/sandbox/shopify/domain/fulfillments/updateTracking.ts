// fulfillmentTrackingInfoUpdate: replaces the tracking info, also of a cancelled fulfillment (rules §5).
import type {ShopContext} from '../../contract.ts';
import {requireGid} from '../ids.ts';
import {stateOf} from '../state.ts';
import {nowText} from '../time.ts';
import {userError} from '../userErrors.ts';
import {fulfillmentPayload} from './payloads.ts';
import {trackingOf, type TrackingInput} from './tracking.ts';

/** The mutation. */
export function fulfillmentTrackingInfoUpdate(
  _root: unknown,
  args: {fulfillmentId: string; trackingInfoInput: TrackingInput},
  context: ShopContext,
) {
  requireGid('Fulfillment', args.fulfillmentId);
  const fulfillment = stateOf(context).fulfillments.get(args.fulfillmentId);
  if (!fulfillment) {
    return {fulfillment: null, userErrors: [userError(['fulfillmentId'], 'Fulfillment does not exist.')]};
  }
  fulfillment.tracking = trackingOf(args.trackingInfoInput);
  fulfillment.updatedAt = nowText(context);
  context.emit('fulfillments/update', fulfillmentPayload(fulfillment));
  return {fulfillment, userErrors: []};
}
