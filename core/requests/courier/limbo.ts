/** Emails whose outcome is not known: a worker died or the provider did not answer. They are looked up, never just repeated. */
import {messageIdByEvent} from '../../email/events/store.ts';
import {AppError, errorTable} from '../../errors.ts';
import {endOf} from '../status.ts';
import {requests} from '../store.ts';
import type {StoredMessage, StoredRequest} from '../types.ts';
import {change, inMs, maxAttempts, pauseAfter, type Round} from './round.ts';
import {statusAfterSend} from './sent.ts';

/** A request whose worker died this often is set aside: it may be what kills them. */
const maxCrashes = 3;

/** Looks up what may or may not have been sent. @returns how many requests were looked at */
export async function resolveLimbo(round: Round): Promise<number> {
  const {ctx, shop, lease} = round;
  const found = await requests(ctx.db)
    .find({
      shop,
      $or: [
        {status: 'sending', fence: {$lt: lease.fence}},
        {status: 'unknown', dueAt: {$lte: new Date()}},
      ],
    })
    .sort({_id: 1})
    .limit(50)
    .toArray();
  for (const request of found) {
    const crashed = request.status === 'sending';
    const unknown = crashed
      ? await change(round, request, {
          status: 'unknown',
          set: {dueAt: new Date(), failure: {...failureOf(), retryable: false}},
          inc: {crashes: 1},
          by: 'app',
        })
      : request;
    if (unknown) await lookUp(round, unknown);
  }
  return found.length;
}

async function lookUp(round: Round, request: StoredRequest): Promise<void> {
  const {ctx} = round;
  const sendingAt = request.sendingAt?.getTime() ?? 0;
  const settledMs = ctx.config.POSTMARK_SETTLED_SECONDS * 1000;
  // Asked before the look-up: an email found missing by a look-up that began after the window is missing for good.
  const settled = Date.now() >= sendingAt + settledMs;
  const messages: StoredMessage[] = [];
  try {
    for (const message of request.messages) {
      if (message.state !== 'sending') {
        messages.push(message);
        continue;
      }
      const email = await outcomeOf(round, message.key);
      messages.push(
        email
          ? {...message, state: 'accepted', messageId: email.messageId, delivery: message.delivery ?? 'accepted'}
          : settled
            ? {...message, state: 'pending'}
            : message,
      );
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await change(round, request, {set: {dueAt: inMs(error.retryAfterMs ?? pauseAfter(1))}, by: 'app'});
    return;
  }
  if (messages.some(({state}) => state === 'sending')) {
    const wait = Math.min(settledMs / 4, 30_000, Math.max(200, sendingAt + settledMs - Date.now()));
    await change(round, request, {set: {messages, dueAt: inMs(wait)}, by: 'app'});
    return;
  }
  if (messages.some(({state}) => state === 'pending')) {
    await sendAgain(round, request, messages);
    return;
  }
  await change(round, request, {...statusAfterSend(request, messages), by: 'postmark'});
}

/** What is known of an email: by an event that told of it, which may come long before search shows it; else by search. */
async function outcomeOf({ctx}: Round, key: string): Promise<{messageId: string} | null> {
  const messageId = await messageIdByEvent(ctx.db, key);
  return messageId === null ? ctx.mailer.find(key) : {messageId};
}

async function sendAgain(round: Round, request: StoredRequest, messages: StoredMessage[]): Promise<void> {
  if (request.crashes >= maxCrashes || request.attempts + 1 >= maxAttempts) {
    const code = request.crashes >= maxCrashes ? 'worker_crashed' : 'email_unavailable';
    await change(round, request, {
      status: endOf(request),
      set: {messages, dueAt: null, failure: {code, message: errorTable[code].message, retryable: true}},
      by: 'app',
      detail: code,
    });
    return;
  }
  await change(round, request, {
    status: 'queued',
    set: {messages, dueAt: new Date(), failure: null},
    inc: {attempts: 1},
    by: 'app',
    detail: 'not found at the email provider',
  });
}

const failureOf = () => ({code: 'email_outcome_unknown', message: errorTable.email_outcome_unknown.message});
