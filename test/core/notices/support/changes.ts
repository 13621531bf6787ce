/** Changed addresses at a desk: what a webhook would lead to, and what came of it. */
import {askForChanged} from '../../../../core/requests/alignment/ask.ts';
import {requests} from '../../../../core/requests/store.ts';
import type {StoredRequest} from '../../../../core/requests/types.ts';
import type {FulfillmentRequest} from '../../../../core/wire.ts';
import type {TestOrder} from '../../../support/world.ts';
import type {Desk} from '../../requests/support/desk.ts';

export const elsewhere = {address1: 'Vasagatan 12', city: 'Göteborg', zip: '411 24'};
export const further = {address1: 'Skeppsbron 3', city: 'Malmö', zip: '211 20'};

/** Whether the service was told. */
export const isTold = ({addressChange}: FulfillmentRequest) => addressChange?.status === 'sent';

/** What a webhook of a changed order leads to. @returns whether it is of any concern */
export async function heard({world}: Desk, order: TestOrder): Promise<boolean> {
  const concerns = await askForChanged(world.ctx.db, world.shop, [order.id]);
  await world.drain();
  return concerns;
}

export async function changed(desk: Desk, order: TestOrder, change: Record<string, string | null>): Promise<boolean> {
  await desk.readdress(order, change);
  return heard(desk, order);
}

export async function stored({world}: Desk, request: {id: string}): Promise<StoredRequest> {
  const all = await requests(world.ctx.db).find({shop: world.shop}).toArray();
  const found = all.find(({_id}) => _id.toHexString() === request.id);
  if (!found) throw new Error('No such request.');
  return found;
}
