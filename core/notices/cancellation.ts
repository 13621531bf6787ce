/** Makes the notice that tells a service not to ship a request, or some of it. */
import {ObjectId} from 'mongodb';
import {unsent, type StoredLine, type StoredRequest, type WithdrawReason} from '../requests/types.ts';
import type {NoticeLine, StoredNotice} from './types.ts';

/** Of a request that is taken back as a whole. */
export function cancellationOf(
  request: StoredRequest,
  {by, reason}: {by: string; reason: WithdrawReason},
): StoredNotice {
  return newCancellation(request, {key: 'all', by, reason, lines: request.lines.map(noticeLine), remaining: []});
}

/** @param key what it is about within the request: the same is told once */
export function newCancellation(
  request: StoredRequest,
  what: Pick<StoredNotice, 'key' | 'reason' | 'lines' | 'remaining'> & {by: string},
): StoredNotice {
  const {by, ...about} = what;
  const now = new Date();
  // Where the request's email came back from, this one would, too.
  const reached = request.messages.filter(({state, delivery}) => state === 'accepted' && delivery !== 'bounced');
  return {
    _id: new ObjectId(),
    shop: request.shop,
    requestId: request._id,
    kind: 'cancellation',
    ...about,
    orderId: request.orderId,
    orderName: request.orderName,
    serviceId: request.serviceId,
    status: 'queued',
    requestedAt: request.createdAt,
    addresses: [...new Set(reached.map(({address}) => address))],
    acknowledgement: null,
    dismissedAt: null,
    ...unsent(now, by),
  };
}

export function noticeLine({lineItemId, quantity, sku}: StoredLine): NoticeLine {
  return {lineItemId, quantity, sku};
}
