/** Emails whose outcome is not known: a worker died or the provider did not answer. They are looked up, never just repeated. */
import {messageIdByEvent} from '../../email/events/store.ts';
import {AppError, errorTable} from '../../errors.ts';
import {toBeSent, type Mailed, type StoredMessage} from '../types.ts';
import {findLimbo, type MailChange, type Mailing} from './mailing.ts';
import {inMs, maxAttempts, maxCrashes, pauseAfter, type Round} from './round.ts';
import {statusAfterSend} from './sent.ts';
import {verdictOn, witnessFor, type Sight, type Witness} from './witness.ts';

/** Look-ups at the same time: each waits for Postmark's search several times, and others wait to be sent meanwhile. */
const atOnce = 8;

/** Looks up what may or may not have been sent. @returns how many were looked at */
export async function resolveLimbo<Doc extends Mailed & {status: string}>(
  round: Round,
  mailing: Mailing<Doc>,
): Promise<number> {
  const found = await findLimbo(mailing, round);
  const left = [...found];
  const work = async () => {
    for (let doc = left.shift(); doc; doc = left.shift()) await resolve(round, mailing, doc);
  };
  // The first alone: should the account be refused, the others know it and do not ask.
  const first = left.shift();
  if (first) await resolve(round, mailing, first);
  await Promise.all(Array.from({length: atOnce}, work));
  return found.length;
}

async function resolve<Doc extends Mailed & {status: string}>(
  round: Round,
  mailing: Mailing<Doc>,
  doc: Doc,
): Promise<void> {
  const crashed = doc.status === 'sending';
  const unknown = crashed
    ? await mailing.change(round, doc, {
        status: 'unknown',
        set: {dueAt: new Date(), failure: failureOf('email_outcome_unknown', false)},
        inc: {crashes: 1},
        by: 'app',
      })
    : doc;
  if (unknown) await lookUp(round, mailing, unknown);
}

async function lookUp<Doc extends Mailed>(round: Round, mailing: Mailing<Doc>, doc: Doc): Promise<void> {
  const {ctx} = round;
  const settledMs = ctx.config.POSTMARK_SETTLED_SECONDS * 1000;
  const sendingAt = doc.sendingAt ?? doc.updatedAt;
  // Asked before the look-up: what is found missing by one that began after the window is missing for good.
  const waitedMs = Date.now() - sendingAt.getTime();
  let messages: StoredMessage[];
  let witness: Sight['witness'] = null;
  try {
    const speaks = waitedMs < settledMs ? null : await witnessFor(ctx.db, ctx.config, sendingAt);
    const before = speaks !== null && (await isShown(round, speaks));
    messages = await lookedUp(round, doc.messages);
    // Once more: search may be answered by several machines, of which one lags.
    const shown = before && (await isShown(round, speaks));
    if (speaks) witness = {shown, ageMs: Date.now() - speaks.at.getTime()};
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await mailing.change(round, doc, {set: {dueAt: inMs(error.retryAfterMs ?? pauseAfter(1))}, by: 'app'});
    return;
  }
  const inDoubt = messages.some(({state}) => state === 'sending');
  if (!inDoubt && messages.every(({state}) => state !== 'pending')) {
    await mailing.change(round, doc, {...statusAfterSend(doc, messages), by: 'postmark'});
    return;
  }
  const verdict = inDoubt ? verdictOn({waitedMs, settledMs, witness}) : 'again';
  if (verdict === 'again' || (verdict === 'undecided' && mailing.inDoubt === 'repeat')) {
    const why = verdict === 'again' ? 'not found at the email provider' : 'not shown by the email provider';
    await mailing.change(round, doc, {...sendAgain(doc, toBeSent(messages), why), by: 'app'});
    return;
  }
  // At first often, later and later as it goes on.
  const pause = Math.min(600_000, Math.max(200, waitedMs / 4, Math.min(settledMs / 4, settledMs - waitedMs)));
  const undecided = verdict === 'undecided' ? {failure: failureOf('email_unconfirmed', true)} : {};
  await mailing.change(round, doc, {set: {messages, ...undecided, dueAt: inMs(pause)}, by: 'app'});
}

/** The messages with what is known of each now; one that is not known to be accepted stays `sending`. */
async function lookedUp(round: Round, messages: readonly StoredMessage[]): Promise<StoredMessage[]> {
  const after: StoredMessage[] = [];
  for (const message of messages) {
    const email = message.state === 'sending' ? await outcomeOf(round, message.key) : null;
    after.push(
      email
        ? {...message, state: 'accepted', messageId: email.messageId, delivery: message.delivery ?? 'accepted'}
        : message,
    );
  }
  return after;
}

const isShown = async ({ctx}: Round, {key}: Witness) => (await ctx.mailer.find(key)) !== null;

/** What is known of an email: by an event that told of it, which may come long before search shows it; else by search. */
async function outcomeOf({ctx}: Round, key: string): Promise<{messageId: string} | null> {
  const messageId = await messageIdByEvent(ctx.db, key);
  return messageId === null ? ctx.mailer.find(key) : {messageId};
}

function sendAgain(doc: Mailed, messages: StoredMessage[], why: string): Omit<MailChange, 'by'> {
  if (doc.crashes >= maxCrashes || doc.attempts + 1 >= maxAttempts) {
    const code = doc.crashes >= maxCrashes ? 'worker_crashed' : 'email_unavailable';
    const failure = {code, message: errorTable[code].message, retryable: true};
    return {status: 'failed', set: {messages, dueAt: null, failure}, detail: code};
  }
  return {
    status: 'queued',
    set: {messages, dueAt: new Date(), failure: null},
    inc: {attempts: 1},
    detail: why,
  };
}

function failureOf(code: 'email_outcome_unknown' | 'email_unconfirmed', retryable: boolean) {
  return {code, message: errorTable[code].message, retryable};
}
