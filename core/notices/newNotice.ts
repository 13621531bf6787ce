/** Makes a notice that is about to be sent. */
import {ObjectId} from 'mongodb';
import {unsent, type StoredLine, type StoredRequest} from '../requests/types.ts';
import type {NoticeLine, StoredNotice} from './types.ts';

type About = Pick<StoredNotice, 'kind' | 'key' | 'reason' | 'lines' | 'remaining'>;

/** @param about what it is about within the request: the same is told once */
export function newNotice(request: StoredRequest, about: About, by: string): StoredNotice {
  const now = new Date();
  // Where the request's email came back from, this one would, too.
  const reached = request.messages.filter(({state, delivery}) => state === 'accepted' && delivery !== 'bounced');
  return {
    _id: new ObjectId(),
    shop: request.shop,
    requestId: request._id,
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
