/** Looks whether anything still points at the service, and ends the removal. */
import {sameId} from '../../ids.ts';
import {requests} from '../../requests/store.ts';
import {readShopifyServices} from '../../services/shopifyServices.ts';
import {removalItems, removalOrders} from '../store.ts';
import type {Outcome, Work} from '../work.ts';
import {takeOneBack} from './requests.ts';

export async function check(work: Work): Promise<Outcome> {
  const {ctx, removal} = work;
  const {shop, _id: removalId, serviceId, service} = removal;
  const known = await readShopifyServices(ctx, shop);
  if (known.some(({id}) => sameId(id, service.shopifyId))) return {next: 'delete'};
  const open = await requests(ctx.db)
    .find({shop, serviceId, open: true, status: {$ne: 'preparing'}})
    .limit(50)
    .toArray();
  for (const request of open) await takeOneBack(work, request);
  if (open.length > 0) {
    await work.deliver();
    return {waitMs: 1000};
  }
  // Moved by Shopify itself, or gone with their product meanwhile.
  await removalItems(ctx.db).updateMany({shop, removalId, state: {$ne: 'failed'}}, {$set: {state: 'moved'}});
  await removalOrders(ctx.db).updateMany({shop, removalId, state: 'moving'}, {$set: {state: 'moved'}});
  return {end: 'done'};
}
