/** What becomes of a request or a notice once each of its emails has an outcome. Pure. */
import {probeEveryMs} from '../../email/account/hold.ts';
import type {SendOutcome} from '../../email/mailer.ts';
import {errorTable} from '../../errors.ts';
import {ofRevision, type Mailed, type StoredMessage} from '../types.ts';
import type {MailChange} from './mailing.ts';
import {inMs, maxAttempts, pauseAfter} from './round.ts';

/** A message after its outcome. */
export function applyOutcome(message: StoredMessage, outcome: SendOutcome): StoredMessage {
  switch (outcome.kind) {
    case 'accepted':
      // A webhook may have told of the delivery before the send call returned.
      return {...message, state: 'accepted', messageId: outcome.messageId, delivery: message.delivery ?? 'accepted'};
    case 'refused':
      return {
        ...message,
        state: 'refused',
        ...(outcome.code === 'email_recipient_inactive' ? {blocked: true} : {}),
      };
    case 'retry':
    case 'account':
      return {...message, state: 'pending'};
    case 'unknown':
      return {...message, state: 'sending'};
  }
}

/** The change that the outcomes of one send amount to; one outcome for each message that was `sending`. */
export function changeAfterSend(
  mailed: Mailed,
  messages: StoredMessage[],
  outcomes: readonly SendOutcome[],
): Omit<MailChange, 'by'> {
  const unknown = outcomes.find(({kind}) => kind === 'unknown');
  if (unknown) {
    return {
      status: 'unknown',
      set: {messages, dueAt: inMs(500), failure: failure('email_outcome_unknown', false)},
      detail: detailOf(unknown),
    };
  }
  const account = outcomes.find(({kind}) => kind === 'account');
  if (account) {
    return {
      status: 'queued',
      // A little after the next try of the account, so that it is another request's: this one may be what was refused.
      set: {messages, dueAt: inMs(probeEveryMs + 5000), failure: failure('email_account_blocked', true)},
      detail: detailOf(account),
    };
  }
  const retry = outcomes.find((one) => one.kind === 'retry');
  if (retry?.kind === 'retry') {
    const set = {messages, failure: failure('email_unavailable', true)};
    if (mailed.attempts + 1 >= maxAttempts) {
      return {status: 'failed', set: {...set, dueAt: null}, inc: {attempts: 1}, detail: retry.detail};
    }
    const pause = Math.max(retry.afterMs, pauseAfter(mailed.attempts));
    return {status: 'queued', set: {...set, dueAt: inMs(pause)}, inc: {attempts: 1}, detail: retry.detail};
  }
  const refused = outcomes.find((one) => one.kind === 'refused');
  if (refused?.kind === 'refused' && ofRevision(mailed, messages).every(({state}) => state === 'refused')) {
    return {
      status: 'failed',
      set: {messages, dueAt: null, failure: failure(refused.code, true)},
      detail: refused.detail,
    };
  }
  return statusAfterSend(mailed, messages);
}

/** The change once every email is either accepted or refused, at least one accepted; all refused ends as `failed`. */
export function statusAfterSend(mailed: Mailed, messages: StoredMessage[]): Omit<MailChange, 'by'> {
  if (!ofRevision(mailed, messages).some(({state}) => state === 'accepted')) {
    return {status: 'failed', set: {messages, dueAt: null, failure: failure('email_rejected', true)}};
  }
  const set = {messages, failure: null, attempts: 0, crashes: 0, dueAt: null, quietSince: new Date()};
  return {status: 'sent', set};
}

function failure(code: keyof typeof errorTable, retryable: boolean) {
  return {code, message: errorTable[code].message, retryable};
}

const detailOf = (outcome: SendOutcome) => ('detail' in outcome ? outcome.detail : '');
