/** Has mail sent again to an address that Postmark blocks. What waits for it goes out by itself then. */
import {z} from 'zod';
import type {Context} from '../context.ts';
import {releaseAlert} from '../email/alerts/address.ts';
import {blockedAmong, blockKey, noteBlocked} from '../email/health/blocks.ts';
import {liftSuppression, suppressionOf} from '../email/health/suppressions.ts';
import {AppError} from '../errors.ts';
import {lifted, releaseBlocked} from '../requests/courier/blocked.ts';
import {addressesOf} from '../requests/courier/email.ts';
import {parseInput} from '../requests/input.ts';
import type {Service} from '../wire.ts';
import {findOwnService} from './find.ts';
import {withGlances} from './glance.ts';
import {toWire} from './store.ts';
import {takeTurn} from './turns.ts';

const inputSchema = z.strictObject({address: z.string().trim().min(1).max(254)});

/** Mail that keeps bouncing harms the sender's name with every mail server, and so every shop's mail. */
const limit = {field: 'reactivations', most: 5, withinMs: 3_600_000, event: 'address reactivated'} as const;

/**
 * Lifts the block of one of the service's addresses, or of the one its alerts go to, at Postmark and here. Harmless for one that is not blocked.
 * @param input `{address}`
 * @returns the service with its addresses as they are now
 * @throws AppError `service_not_found`, `service_owned_by_other_app`, `service_not_active`, `invalid_input`, `rate_limited`,
 * `email_block_stays` after a complaint, `email_unavailable` if Postmark does not answer
 */
export async function reactivateAddress(
  ctx: Context,
  shop: string,
  id: string,
  input: unknown,
  by: string,
): Promise<Service> {
  const service = await findOwnService(ctx, shop, id);
  if (service.status !== 'active' && service.status !== 'paused') throw new AppError('service_not_active');
  const wanted = parseInput(inputSchema, input).address.toLowerCase();
  const {alertEmail} = service.settings;
  const all = [...addressesOf(service), ...(alertEmail ? [alertEmail] : [])];
  const address = all.find((one) => one.toLowerCase() === wanted);
  if (address === undefined) {
    throw new AppError('invalid_input', {
      message: 'This is not an address of the service. Reload the page and try again.',
      details: {problems: [{path: 'address', message: 'is not an address of the service'}]},
    });
  }
  const stream = ctx.config.POSTMARK_MESSAGE_STREAM;
  const key = blockKey(stream, address);
  const known = (await blockedAmong(ctx.db, stream, [address])).get(wanted);
  if (known === 'SpamComplaint') throw new AppError('email_block_stays');
  await takeTurn(ctx.db, service, {
    ...limit,
    by,
    message: `Blocks of this service were lifted ${limit.most} times in the last hour. Find out why its mail comes back before you try again.`,
  });
  if (!(await liftSuppression(ctx.config, address))) {
    const now = await suppressionOf(ctx.config, address);
    if (now) await noteBlocked(ctx.db, key, {reason: now.reason, at: new Date()});
    throw new AppError('email_block_stays');
  }
  await lifted(ctx.db, key, null);
  // Also what found the block itself a moment ago, and is not held for it yet.
  await releaseBlocked(ctx.db, service);
  if (alertEmail?.toLowerCase() === wanted) await releaseAlert(ctx.db, shop, id);
  ctx.log.info({shop, service: id}, 'A block of an address was lifted');
  const [shown] = await withGlances(ctx, shop, [toWire(service)]);
  if (!shown) throw new Error('One service is shown for one.');
  return shown;
}
