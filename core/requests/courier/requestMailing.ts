/** How the emails of requests are written down: an email's way, and what it means for the request. */
import {endOf} from '../status.ts';
import {requests, type Change} from '../store.ts';
import type {StoredRequest} from '../types.ts';
import type {MailChange, Mailing} from './mailing.ts';
import {change} from './round.ts';

export const requestMailing: Mailing<StoredRequest> = {
  collection: ({ctx}) => requests(ctx.db),
  change: (round, seen, what) => change(round, seen, {...what, ...meaningOf(seen, what)}),
};

function meaningOf(seen: StoredRequest, {status, set}: MailChange): Pick<Change, 'status' | 'set'> {
  if (status === 'failed') return {status: endOf(seen)};
  // The lines too: their ids may have changed since the request was made.
  if (status === 'sending') return {set: {...set, lines: seen.lines}};
  if (status !== 'sent') return {};
  // Where the service is to confirm, nothing is due until it does.
  const due = seen.fulfillOn === 'email' || seen.fulfillment?.done === true;
  return {set: {...set, message: null, dueAt: due ? new Date() : null}};
}
