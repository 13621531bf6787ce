/** One courier visit to a shop: takes its lease and works off what is due, for a bounded time. */
import type {Context} from '../../context.ts';
import {AppError} from '../../errors.ts';
import {isUninstalled} from '../../shops/shops.ts';
import {noticeMailing} from '../../notices/courier/mailing.ts';
import {sendNotices} from '../../notices/courier/send.ts';
import {adoptRequested} from './adopt.ts';
import {alignDue} from './align.ts';
import {askForAdoption} from './lease.ts';
import {fulfillDue} from './fulfill.ts';
import {resolveLimbo} from './limbo.ts';
import type {Round} from './round.ts';
import {requestMailing} from './requestMailing.ts';
import {sendDue} from './send.ts';
import {underLease} from './underLease.ts';
import {withdrawDue} from './withdraw.ts';

/**
 * Works off a shop's due requests.
 * @param signal stops after the step under way (the process is asked to end)
 * @returns whether there is more to do: the caller then comes again in a new job
 */
export async function drainShop(ctx: Context, shop: string, signal?: AbortSignal): Promise<{more: boolean}> {
  if (await isUninstalled(ctx.db, shop)) return {more: false};
  const admin = ctx.admin(shop);
  return underLease(ctx, {shop, kind: 'couriers', signal}, async (lease, isOver) => {
    const round: Round = {ctx, shop, admin, lease};
    const looked =
      (await adoptOrWait(round)) +
      (await resolveLimbo(round, requestMailing)) +
      (await resolveLimbo(round, noticeMailing)) +
      (await alignDue(round)) +
      (await withdrawDue(round)) +
      (await fulfillDue(round)) +
      (await sendNotices(round)) +
      (await sendDue(round));
    if (isOver()) return 'over';
    return looked === 0 ? 'idle' : 'worked';
  });
}

/** What waits to be sent goes out even if Shopify cannot be asked for more just now; it is asked again at the next visit. */
async function adoptOrWait(round: Round): Promise<number> {
  try {
    return await adoptRequested(round);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // A shop that is disconnected asks by itself once it is back.
    if (error.retryable) await askForAdoption(round.ctx.db, round.shop);
    round.ctx.log.warn({err: error, shop: round.shop}, 'requests made in Shopify could not be read');
    // Not counted as work: the visit ends, and the sweeper comes again.
    return 0;
  }
}
