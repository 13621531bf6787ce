/** How services stand, at a glance: what is open, what needs a person, the last email, bounces. */
import type {Context} from '../context.ts';
import {needsAttention} from '../requests/attention.ts';
import {requests} from '../requests/store.ts';
import {deliveryOf} from '../requests/delivery.ts';
import type {Service, ServiceGlance} from '../wire.ts';

const bounceDays = 30;

/** The services with their glances; those of other apps have none. */
export function withGlances(ctx: Pick<Context, 'db'>, shop: string, list: readonly Service[]): Promise<Service[]> {
  return Promise.all(
    list.map(async (service) =>
      service.ownedByThisApp && service.settings !== null
        ? {...service, glance: await glanceOf(ctx, shop, service.id)}
        : service,
    ),
  );
}

async function glanceOf({db}: Pick<Context, 'db'>, shop: string, serviceId: string): Promise<ServiceGlance> {
  const own = {shop, serviceId};
  const since = new Date(Date.now() - bounceDays * 86_400_000);
  const bad = {delivery: {$in: ['bounced' as const, 'complained' as const]}, deliveryAt: {$gte: since}};
  const [open, attention, last, bounced] = await Promise.all([
    requests(db).countDocuments({...own, open: true, status: {$ne: 'preparing'}}),
    requests(db).countDocuments({...own, ...needsAttention()}),
    requests(db).findOne({...own, sendingAt: {$ne: null}}, {sort: {sendingAt: -1}}),
    requests(db)
      .find({...own, messages: {$elemMatch: bad}}, {projection: {messages: 1}})
      .toArray(),
  ]);
  const isBad = ({delivery, deliveryAt}: {delivery: string | null; deliveryAt?: Date}) =>
    (delivery === 'bounced' || delivery === 'complained') && deliveryAt !== undefined && deliveryAt >= since;
  return {
    open,
    attention,
    lastEmail: last?.sendingAt
      ? {at: last.sendingAt.toISOString(), orderName: last.orderName, delivery: deliveryOf(last)?.status ?? null}
      : null,
    bounces: bounced.reduce((sum, {messages}) => sum + messages.filter(isBad).length, 0),
  };
}
