/** What a service sees of a request it is to answer: what its email said, and how things stand now. */
import {ObjectId} from 'mongodb';
import type {Context} from '../../context.ts';
import type {RequestEmailInput} from '../../email/render/input.ts';
import {AppError} from '../../errors.ts';
import {inForce, noticesOf} from '../../notices/store.ts';
import type {StoredNotice} from '../../notices/types.ts';
import {services, type StoredService} from '../../services/store.ts';
import {loadShop, type ShopDetails} from '../../shops/shops.ts';
import {emailInput} from '../courier/emailInput.ts';
import {readToSend} from '../courier/read.ts';
import {findRequest} from '../store.ts';
import type {StoredRequest} from '../types.ts';
import type {AnswerLink} from './link.ts';
import {offersOf} from './offers.ts';

export interface RequestToAnswer {
  request: StoredRequest;
  service: StoredService;
  merchant: ShopDetails;
  /** null where there is nothing to ship any more, or the order has changed so that it is not known. */
  input: RequestEmailInput | null;
  /** What of it is not to be shipped, oldest first. */
  cancellations: StoredNotice[];
  /** The last change of the address that the service was told of, or is being. */
  change: StoredNotice | null;
}

/** Reads all of it; changes nothing.
 * @throws AppError `request_not_found`, `service_not_found`, `shopify_*` */
export async function readRequestToAnswer(ctx: Context, {shop, requestId}: AnswerLink): Promise<RequestToAnswer> {
  const request = await findRequest(ctx.db, shop, requestId);
  const [service, merchant, notices] = await Promise.all([
    services(ctx.db).findOne({_id: new ObjectId(request.serviceId), shop}),
    loadShop(ctx, shop),
    noticesOf(ctx.db, shop, [request._id]),
  ]);
  if (!service) throw new AppError('service_not_found');
  const input = offersOf(request).state === 'open' ? await readInput(ctx, request, service, merchant) : null;
  const own = notices.get(requestId) ?? [];
  const cancellations = own.filter(({kind}) => kind === 'cancellation');
  const change = inForce(own, request).findLast(({kind, said}) => kind === 'change' && said !== undefined) ?? null;
  return {request, service, merchant, input, cancellations, change};
}

async function readInput(
  ctx: Context,
  request: StoredRequest,
  service: StoredService,
  merchant: ShopDetails,
): Promise<RequestEmailInput | null> {
  const [read] = await readToSend(ctx.admin(request.shop), [request]);
  if (read && 'items' in read) {
    const input = emailInput(read, service, merchant, {requestId: request._id.toHexString(), responseUrl: null});
    // What is shown is the request as it stands, not one of its emails.
    return {...input, kind: 'request', revision: 1};
  }
  if (read?.error instanceof AppError && !read.error.code.startsWith('shopify_')) return null;
  throw read?.error ?? new AppError('shopify_unavailable');
}
