/** Reads a shop's requests. */
import {ObjectId, type Filter} from 'mongodb';
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import {gid} from '../ids.ts';
import type {FulfillmentRequest, RequestStatus} from '../wire.ts';
import {noticesOf} from '../notices/store.ts';
import {needsAttention} from './attention.ts';
import {listQuery, parseInput} from './input.ts';
import {allStatuses} from './status.ts';
import {findRequest, requests} from './store.ts';
import {toWire} from './toWire.ts';
import type {StoredRequest} from './types.ts';

/** A page of requests, newest first. @param query `{status?, serviceId?, orderId?, orderName?, attention?, cursor?, limit?}`; status may be a comma list
 * @throws AppError `invalid_input` */
export async function listRequests(
  ctx: Context,
  shop: string,
  query: unknown,
): Promise<{items: FulfillmentRequest[]; nextCursor: string | null}> {
  const {status, serviceId, orderId, orderName, attention, cursor, limit} = parseInput(listQuery, query);
  const filter: Filter<StoredRequest> = {
    shop,
    status: status ? {$in: status.map(knownStatus)} : {$ne: 'preparing'},
    ...(attention === 'true' ? needsAttention() : {}),
    ...(serviceId ? {serviceId} : {}),
    ...(orderId ? {orderId: gid('Order', orderId)} : {}),
    // Shopify: order names begin with # unless the merchant chose another prefix, and nobody types that.
    ...(orderName ? {orderName: {$in: [orderName, `#${orderName}`]}} : {}),
    ...(cursor ? {_id: {$lt: new ObjectId(cursor)}} : {}),
  };
  const found = await requests(ctx.db)
    .find(filter)
    .sort({_id: -1})
    .limit(limit + 1)
    .toArray();
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const notices = await noticesOf(
    ctx.db,
    shop,
    items.map(({_id}) => _id),
  );
  const shown = items.map((one) => toWire(one, notices.get(one._id.toHexString())));
  return {items: shown, nextCursor: found.length > limit && last ? last._id.toHexString() : null};
}

/** @throws AppError `request_not_found` */
export async function getRequest(ctx: Context, shop: string, id: string): Promise<FulfillmentRequest> {
  const request = await findRequest(ctx.db, shop, id);
  return toWire(request, (await noticesOf(ctx.db, shop, [request._id])).get(id));
}

function knownStatus(text: string): RequestStatus {
  const status = allStatuses.find((one) => one === text);
  if (!status) throw new AppError('invalid_input', {details: {status: text.slice(0, 50), known: allStatuses}});
  return status;
}
