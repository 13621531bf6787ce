/** While the email account cannot send, what is queued waits: it neither fails nor uses up its tries, and goes out once it can. */
import type {Filter, UpdateFilter} from 'mongodb';
import {currentHold} from '../../email/account/hold.ts';
import {errorTable} from '../../errors.ts';
import type {Mailed} from '../types.ts';
import type {Mailing} from './mailing.ts';
import type {Round} from './round.ts';

/**
 * How many may be sent now: none while the account is held (what is due is put off until the next try), one to try it, else a batch.
 * Without a word to Shopify or to the email provider.
 */
export async function mostToSend<Doc extends Mailed>(
  round: Round,
  mailing: Mailing<Doc>,
  batch: number,
): Promise<number> {
  const hold = await currentHold(round.ctx.db);
  if (!hold) return batch;
  const now = new Date();
  if (hold.probeAt <= now) return 1;
  const {message, retryable} = errorTable.email_account_blocked;
  const due: Filter<Mailed & {status: string}> = {shop: round.shop, status: 'queued', dueAt: {$lte: now}};
  const later: UpdateFilter<Mailed & {updatedAt: Date}> = {
    $set: {dueAt: hold.probeAt, failure: {code: 'email_account_blocked', message, retryable}, updatedAt: now},
  };
  // Every kind has these fields; the driver's types cannot follow.
  await mailing.collection(round).updateMany(due as Filter<Doc>, later as UpdateFilter<Doc>);
  return 0;
}
