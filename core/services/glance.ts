/** How services stand, at a glance: what is open, what needs a person, the last email, bounces, its addresses. */
import type {Context} from '../context.ts';
import {alertTrouble} from '../email/alerts/address.ts';
import {needsAttention} from '../requests/attention.ts';
import {requests} from '../requests/store.ts';
import {deliveryOf} from '../requests/delivery.ts';
import type {Service, ServiceGlance, ServiceSettings} from '../wire.ts';
import {addressHealth} from './addressHealth.ts';

type Glancing = Pick<Context, 'db' | 'config'>;

const bounceDays = 30;

/** The services with their glances; those of other apps have none. */
export function withGlances(ctx: Glancing, shop: string, list: readonly Service[]): Promise<Service[]> {
  return Promise.all(
    list.map(async (service) =>
      service.ownedByThisApp && service.settings !== null && service.email !== null
        ? {
            ...service,
            glance: await glanceOf(ctx, shop, service.id, {email: service.email, settings: service.settings}),
          }
        : service,
    ),
  );
}

async function glanceOf(
  ctx: Glancing,
  shop: string,
  serviceId: string,
  service: {email: string; settings: ServiceSettings},
): Promise<ServiceGlance> {
  const {db} = ctx;
  const own = {shop, serviceId};
  const since = new Date(Date.now() - bounceDays * 86_400_000);
  const bad = {delivery: {$in: ['bounced' as const, 'complained' as const]}, deliveryAt: {$gte: since}};
  const waits = {status: 'queued' as const, 'failure.code': 'email_address_blocked'};
  const [open, attention, last, addresses, waiting, bounced, trouble] = await Promise.all([
    requests(db).countDocuments({...own, open: true, status: {$ne: 'preparing'}}),
    requests(db).countDocuments({...own, ...needsAttention()}),
    requests(db).findOne({...own, sendingAt: {$ne: null}}, {sort: {sendingAt: -1}}),
    addressHealth(ctx, shop, serviceId, service),
    requests(db).countDocuments({...own, ...waits}),
    requests(db)
      .find({...own, messages: {$elemMatch: bad}}, {projection: {messages: 1}})
      .toArray(),
    alertTrouble(ctx, shop, serviceId, service.settings.alertEmail),
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
    addresses,
    ...(trouble ? {alertTrouble: trouble} : {}),
    waiting,
  };
}
