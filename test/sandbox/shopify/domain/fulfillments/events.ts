// fulfillmentEventCreate: what the carrier says, also about a cancelled fulfillment (rules §5).
import type {ShopContext} from '../../contract.ts';
import {requireGid} from '../ids.ts';
import {stateOf} from '../state.ts';
import {nowText} from '../time.ts';
import {userError} from '../userErrors.ts';
import {eventPayload, fulfillmentPayload} from './payloads.ts';
import type {FulfillmentEvent} from './record.ts';

interface EventInput extends Partial<Omit<FulfillmentEvent, '__typename' | 'id' | 'createdAt'>> {
  fulfillmentId: string;
  status: string;
}

/** The mutation. */
export function fulfillmentEventCreate(_root: unknown, args: {fulfillmentEvent: EventInput}, context: ShopContext) {
  const {fulfillmentId, ...input} = args.fulfillmentEvent;
  requireGid('Fulfillment', fulfillmentId);
  const state = stateOf(context);
  const fulfillment = state.fulfillments.get(fulfillmentId);
  if (!fulfillment) {
    const error = userError(['fulfillmentEvent', 'fulfillmentId'], 'Fulfillment does not exist.');
    return {fulfillmentEvent: null, userErrors: [error]};
  }
  const at = nowText(context);
  const event: FulfillmentEvent = {
    __typename: 'FulfillmentEvent',
    id: state.ids.gid('FulfillmentEvent'),
    status: input.status,
    happenedAt: input.happenedAt ?? at,
    createdAt: at,
    estimatedDeliveryAt: input.estimatedDeliveryAt ?? null,
    message: input.message ?? null,
    address1: input.address1 ?? null,
    city: input.city ?? null,
    province: input.province ?? null,
    country: input.country ?? null,
    zip: input.zip ?? null,
    latitude: input.latitude ?? null,
    longitude: input.longitude ?? null,
  };
  fulfillment.eventList.push(event);
  fulfillment.updatedAt = at;
  context.emit('fulfillment_events/create', eventPayload(fulfillment, event));
  context.emit('fulfillments/update', fulfillmentPayload(fulfillment));
  return {fulfillmentEvent: event, userErrors: []};
}
