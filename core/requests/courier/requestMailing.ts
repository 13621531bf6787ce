/** How the emails of requests are written down: an email's way, and what it means for the request. */
import {errorTable} from '../../errors.ts';
import {tellRequest} from '../../notices/store.ts';
import {nowTold} from '../destination/told.ts';
import {endOf} from '../status.ts';
import {requests, type Change} from '../store.ts';
import {ofRevision, type StoredRequest} from '../types.ts';
import type {MailChange, Mailing} from './mailing.ts';
import {change, inMs, maxAttempts} from './round.ts';

export const requestMailing: Mailing<StoredRequest> = {
  // A warehouse that gets two of them may ship twice.
  inDoubt: 'ask',
  collection: ({ctx}) => requests(ctx.db),
  async change(round, seen, what) {
    const changed = await change(round, seen, {...what, ...meaningOf(seen, what)});
    // Sent once more it says the new address itself: a notice that could not needs nobody any more.
    if (changed?.status === 'sent' && changed.noticeAlarm) {
      await tellRequest(round.ctx.db, {shop: round.shop, requestId: changed._id});
    }
    return changed;
  },
};

function meaningOf(seen: StoredRequest, {status, set}: MailChange): Omit<Partial<Change>, 'by'> {
  if (status === 'failed') return waitForAddress(seen, set) ?? {status: endOf(seen)};
  // The lines too: their ids may have changed since the request was made. And what it says of where they go.
  if (status === 'sending') {
    return {set: {...set, lines: seen.lines, ...(seen.destination ? {destination: seen.destination} : {})}};
  }
  if (status !== 'sent') return {};
  // Where the service is to confirm, nothing is due until it does.
  const due = seen.fulfillOn === 'email' || seen.fulfillment?.done === true;
  return {set: {...set, ...nowTold(seen), message: null, dueAt: due ? new Date() : null}};
}

/** Where every address turned out to be blocked, the request waits until one takes mail again (`blocked.ts`). */
function waitForAddress(seen: StoredRequest, set: MailChange['set']): Omit<Partial<Change>, 'by'> | null {
  const messages = ofRevision(seen, set?.messages ?? []);
  const blocked = messages.length > 0 && messages.every((one) => one.blocked === true);
  if (!blocked || seen.attempts + 1 >= maxAttempts) return null;
  const code = 'email_address_blocked';
  const {message, retryable} = errorTable[code];
  return {
    status: 'queued',
    // They are known as blocked from now on, so the next look holds it back without a try.
    set: {...set, dueAt: inMs(1000), failure: {code, message, retryable}},
    inc: {attempts: 1},
    event: 'waiting',
    detail: code,
  };
}
