/** Changes a fulfillment service: its name in Shopify and here, everything else here alone. */
import {MongoServerError} from 'mongodb';
import type {Context} from '../context.ts';
import {releaseAlert} from '../email/alerts/address.ts';
import {AppError} from '../errors.ts';
import {sameId} from '../ids.ts';
import {releaseBlocked} from '../requests/courier/blocked.ts';
import {addressesOf} from '../requests/courier/email.ts';
import {releasePaused} from '../requests/courier/paused.ts';
import {updateFulfillmentService} from '../shopify/operations/updateFulfillmentService.ts';
import type {Service} from '../wire.ts';
import {findOwnService} from './find.ts';
import {refuseServiceErrors} from './nameErrors.ts';
import {applyServicePatch, comparableName} from './rules.ts';
import {callbackUrl, readShopifyServices} from './shopifyServices.ts';
import {historyPush, services, toWire, type StoredService} from './store.ts';

/**
 * Changes what the patch names, wholly or not at all. A new name goes to Shopify first; if the process dies before it is
 * stored here, the next list takes it over.
 * What waited because mail to the service's addresses is blocked goes out to the new ones.
 * With `status: 'paused'` the service keeps everything and takes no new requests; what is queued waits until it is `active` again.
 * @param patch any part of `ServiceInput` of `core/wire.ts`, and `status`
 * @param by `user:<id>`, for the history
 * @throws AppError `service_not_found`, `service_owned_by_other_app`, `service_not_active`, `invalid_input`,
 * `email_address_invalid`, `service_name_taken`, `service_name_invalid`, `request_state_conflict` (someone else changed it
 * in the same moment), `shopify_*`
 */
export async function editService(
  ctx: Context,
  shop: string,
  id: string,
  patch: unknown,
  by: string,
): Promise<Service> {
  const before = await findOwnService(ctx, shop, id);
  const {name, email, settings, status} = before;
  if (status !== 'active' && status !== 'paused') throw new AppError('service_not_active');
  const after = applyServicePatch({name, email, settings, status}, patch);
  if (after.name !== before.name) await rename(ctx, before, after.name);
  try {
    const stored = await services(ctx.db).findOneAndUpdate(
      {_id: before._id, shop, status, updatedAt: before.updatedAt},
      {
        $set: {...after, nameLower: comparableName(after.name), updatedAt: new Date()},
        $push: historyPush(after.status === status ? 'edited' : after.status === 'paused' ? 'paused' : 'resumed', by),
      },
      {returnDocument: 'after'},
    );
    if (stored && status === 'paused' && stored.status === 'active') await releasePaused(ctx, stored);
    if (stored && addressesOf(stored).join() !== addressesOf(before).join()) await releaseBlocked(ctx.db, stored);
    if (stored && settings.alertEmail !== stored.settings.alertEmail) await releaseAlert(ctx.db, shop, id);
    if (stored) return toWire(stored);
  } catch (error) {
    if (error instanceof MongoServerError && error.code === 11_000) throw new AppError('service_name_taken');
    throw error;
  }
  throw new AppError('request_state_conflict', {
    message: 'Someone else changed this fulfillment service in the same moment. Reload and try again.',
  });
}

async function rename(ctx: Context, {_id, shop, shopifyId}: StoredService, name: string): Promise<void> {
  const taken = await services(ctx.db).findOne({
    shop,
    nameLower: comparableName(name),
    live: true,
    _id: {$ne: _id},
  });
  if (taken) throw new AppError('service_name_taken');
  if (shopifyId === null) throw new AppError('service_not_active');
  try {
    const {fulfillmentServiceUpdate: payload} = await ctx
      .admin(shop)
      .run(updateFulfillmentService, {id: shopifyId, name, callbackUrl: callbackUrl(ctx.config)});
    refuseServiceErrors(payload?.userErrors ?? []);
    if (!payload?.fulfillmentService) throw new AppError('shopify_outcome_unknown', {details: {missing: 'payload'}});
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'shopify_outcome_unknown') throw error;
    const now = (await readShopifyServices(ctx, shop)).find(({id}) => sameId(id, shopifyId));
    if (now?.name !== name) throw error;
  }
}
