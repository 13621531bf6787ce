/** How mail to a service's addresses fares: what is blocked, and how the last email to each did. */
import type {Context} from '../context.ts';
import {blockedAmong} from '../email/health/blocks.ts';
import {addressesOf} from '../requests/courier/email.ts';
import {requests} from '../requests/store.ts';
import type {AddressHealth, ServiceSettings} from '../wire.ts';

/** So many of the last requests are looked at for what became of the emails to each address. */
const looked = 20;

/** Each address of a service, in the order they are set. Of other shops that write to the same address this tells nothing but
 * that it is blocked, and why. */
export async function addressHealth(
  {db, config}: Pick<Context, 'db' | 'config'>,
  shop: string,
  serviceId: string,
  service: {email: string; settings: ServiceSettings},
): Promise<AddressHealth[]> {
  const addresses = addressesOf(service);
  const [blocked, recent] = await Promise.all([
    blockedAmong(db, config.POSTMARK_MESSAGE_STREAM, addresses),
    requests(db)
      .find({shop, serviceId, sendingAt: {$ne: null}}, {projection: {messages: 1}})
      .sort({sendingAt: -1})
      .limit(looked)
      .toArray(),
  ]);
  // The latest first: of a request, the last revision's.
  const sent = recent.flatMap(({messages}) => messages.toReversed());
  return addresses.map((address): AddressHealth => {
    const lower = address.toLowerCase();
    const reason = blocked.get(lower);
    if (reason !== undefined) return {address, state: 'blocked', reason, canReactivate: reason !== 'SpamComplaint'};
    const told = sent.filter((one) => one.address.toLowerCase() === lower && one.blocked !== true);
    const last = told.find(({state, delivery}) => delivery !== null || state === 'refused');
    return {address, state: last ? (last.delivery ?? 'refused') : 'unused'};
  });
}
