/** Emails whose outcome is not known: a worker died or the provider did not answer. They are looked up, never just repeated. */
import {messageIdByEvent} from '../../email/events/store.ts';
import {AppError, errorTable} from '../../errors.ts';
import type {Mailed, StoredMessage} from '../types.ts';
import {findLimbo, type MailChange, type Mailing} from './mailing.ts';
import {inMs, maxAttempts, maxCrashes, pauseAfter, type Round} from './round.ts';
import {statusAfterSend} from './sent.ts';

/** Looks up what may or may not have been sent. @returns how many were looked at */
export async function resolveLimbo<Doc extends Mailed & {status: string}>(
  round: Round,
  mailing: Mailing<Doc>,
): Promise<number> {
  const found = await findLimbo(mailing, round);
  for (const doc of found) {
    const crashed = doc.status === 'sending';
    const unknown = crashed
      ? await mailing.change(round, doc, {
          status: 'unknown',
          set: {dueAt: new Date(), failure: {...failureOf(), retryable: false}},
          inc: {crashes: 1},
          by: 'app',
        })
      : doc;
    if (unknown) await lookUp(round, mailing, unknown);
  }
  return found.length;
}

async function lookUp<Doc extends Mailed>(round: Round, mailing: Mailing<Doc>, doc: Doc): Promise<void> {
  const {ctx} = round;
  const sendingAt = doc.sendingAt?.getTime() ?? 0;
  const settledMs = ctx.config.POSTMARK_SETTLED_SECONDS * 1000;
  // Asked before the look-up: an email found missing by a look-up that began after the window is missing for good.
  const settled = Date.now() >= sendingAt + settledMs;
  const messages: StoredMessage[] = [];
  try {
    for (const message of doc.messages) {
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
    await mailing.change(round, doc, {set: {dueAt: inMs(error.retryAfterMs ?? pauseAfter(1))}, by: 'app'});
    return;
  }
  if (messages.some(({state}) => state === 'sending')) {
    const wait = Math.min(settledMs / 4, 30_000, Math.max(200, sendingAt + settledMs - Date.now()));
    await mailing.change(round, doc, {set: {messages, dueAt: inMs(wait)}, by: 'app'});
    return;
  }
  if (messages.some(({state}) => state === 'pending')) {
    await mailing.change(round, doc, {...sendAgain(doc, messages), by: 'app'});
    return;
  }
  await mailing.change(round, doc, {...statusAfterSend(doc, messages), by: 'postmark'});
}

/** What is known of an email: by an event that told of it, which may come long before search shows it; else by search. */
async function outcomeOf({ctx}: Round, key: string): Promise<{messageId: string} | null> {
  const messageId = await messageIdByEvent(ctx.db, key);
  return messageId === null ? ctx.mailer.find(key) : {messageId};
}

function sendAgain(doc: Mailed, messages: StoredMessage[]): Omit<MailChange, 'by'> {
  if (doc.crashes >= maxCrashes || doc.attempts + 1 >= maxAttempts) {
    const code = doc.crashes >= maxCrashes ? 'worker_crashed' : 'email_unavailable';
    const failure = {code, message: errorTable[code].message, retryable: true};
    return {status: 'failed', set: {messages, dueAt: null, failure}, detail: code};
  }
  return {
    status: 'queued',
    set: {messages, dueAt: new Date(), failure: null},
    inc: {attempts: 1},
    detail: 'not found at the email provider',
  };
}

const failureOf = () => ({code: 'email_outcome_unknown', message: errorTable.email_outcome_unknown.message});
