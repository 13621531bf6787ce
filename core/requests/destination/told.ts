/** What a request remembers of the destination its service was told of. */
import type {Config} from '../../config.ts';
import type {StoredService} from '../../services/store.ts';
import type {FulfillmentOrderToSend} from '../courier/read.ts';
import {ofRevision, keyPrefix, type StoredDestination, type StoredRequest} from '../types.ts';
import {fingerprint} from './fingerprint.ts';
import {partsOfOrder, shipToOf} from './shipTo.ts';

/** What is to be remembered before a request's email goes out that says where the items go.
 * @param first the fulfillment order that the email speaks of */
export function aboutToSay(
  config: Config,
  request: StoredRequest,
  first: FulfillmentOrderToSend,
  {settings}: Pick<StoredService, 'settings'>,
): StoredDestination {
  const before = request.destination;
  // Another of its addresses has this email already, with what it said then: that is what a change is told by.
  if (before?.saying && hasReached(request)) return before;
  const follows = before?.follows ?? partsOfOrder(first);
  const saying = fingerprint(config, request, shipToOf(first, follows), settings);
  return {told: before?.told ?? null, saying, follows, changes: before?.changes ?? 0};
}

/** What is remembered once an email that said it is accepted. */
export function nowTold({destination}: Pick<StoredRequest, 'destination'>): {destination?: StoredDestination} {
  if (!destination?.saying) return {};
  const {told, saying, follows, changes} = destination;
  return {destination: {told: saying, saying: null, follows, changes: told === null ? changes : changes + 1}};
}

function hasReached(request: StoredRequest): boolean {
  const own = keyPrefix(request);
  return ofRevision(request, request.messages).some(({key, state}) => state === 'accepted' && key.startsWith(own));
}
