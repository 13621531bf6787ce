/** What Postmark's answer, or its silence, means for each message of a batch: the one place that decides it. Pure. */
import type {SendOutcome} from './mailer.ts';

/** How one HTTP call to Postmark ended. */
export type Answer =
  /** `body` is the parsed JSON; undefined if it was none. */
  | {kind: 'answer'; status: number; body: unknown; retryAfterMs: number | null}
  /** The request surely never reached Postmark: no connection could be made. */
  | {kind: 'notSent'; reason: string}
  /** The request may have reached Postmark, but no whole answer came back. */
  | {kind: 'interrupted'; reason: string};

type Meaning = (detail: string, retryAfterMs: number | null) => SendOutcome;

const account: Meaning = (detail) => ({kind: 'account', detail});
const unknown: Meaning = (detail) => ({kind: 'unknown', detail});
const rejected: Meaning = (detail) => ({kind: 'refused', code: 'email_rejected', detail});
const inactive: Meaning = (detail) => ({kind: 'refused', code: 'email_recipient_inactive', detail});
const throttled: Meaning = (detail, afterMs) => ({kind: 'retry', afterMs: afterMs ?? 5_000, detail});
const offline: Meaning = (detail, afterMs) => ({kind: 'retry', afterMs: afterMs ?? 15_000, detail});

/** Postmark: API error codes, as sorted in reference/postmark.md §4. A code that is not here refuses the payload. */
const byErrorCode: Record<number, Meaning> = {
  10: account, // the token is wrong
  100: offline, // maintenance
  101: unknown, // an unexpected error of theirs
  400: account, // the sender address is not confirmed
  401: account,
  405: account, // out of credits
  406: inactive,
  412: account, // the account is not approved yet
  413: account, // the account may not send
  422: account, // invalid server or account
  429: throttled,
  614: account, // a limit of the plan
  1235: account, // the message stream does not exist
  1236: account, // the message stream cannot send
  1480: account, // this machine's address is not allowed
};

/** The outcomes of a batch of `count` messages, in order. */
export function classify(answer: Answer, count: number): SendOutcome[] {
  const all = (outcome: SendOutcome): SendOutcome[] => Array.from({length: count}, () => outcome);
  if (answer.kind === 'notSent') return all({kind: 'retry', afterMs: 5_000, detail: answer.reason});
  if (answer.kind === 'interrupted') return all(unknown(answer.reason, null));
  const {status, body, retryAfterMs} = answer;
  if (status < 200 || status > 299) return all(refusal(status, body, retryAfterMs));
  // A batch of one may be answered as a single message is.
  const rows: unknown[] | null = Array.isArray(body) ? body : count === 1 ? [body] : null;
  if (rows?.length !== count) return all(unknown(`HTTP ${status} without an answer for each message`, null));
  return rows.map((row) => accepted(status, row));
}

/** A row of a 2xx answer. A MessageID means accepted, whatever the ErrorCode. Postmark has left that key out (django-anymail #392). */
function accepted(status: number, row: unknown): SendOutcome {
  const messageId = property(row, 'MessageID');
  // Some rows of refused messages carry an empty UUID.
  if (typeof messageId === 'string' && /[1-9a-f]/i.test(messageId)) return {kind: 'accepted', messageId};
  const code = property(row, 'ErrorCode');
  if (typeof code !== 'number' || code === 0) return unknown(`HTTP ${status} without a MessageID`, null);
  return (byErrorCode[code] ?? rejected)(`ErrorCode ${code}`, null);
}

/** A whole request that was not accepted. */
function refusal(status: number, body: unknown, retryAfterMs: number | null): SendOutcome {
  const code = property(body, 'ErrorCode');
  const detail = typeof code === 'number' ? `HTTP ${status}, ErrorCode ${code}` : `HTTP ${status}`;
  if (status === 422) {
    const meaning = typeof code === 'number' ? byErrorCode[code] : undefined;
    return (meaning ?? rejected)(detail, retryAfterMs);
  }
  if (status === 413 || status === 415) return rejected(detail, null);
  if (status === 429) return throttled(detail, retryAfterMs);
  // Only Postmark's own word makes a 503 sure; one from an edge says nothing about the message.
  if (status === 503 && code === 100) return offline(detail, retryAfterMs);
  // Any other 4xx (401 the first) is about how this app calls, not about the message: hold everything.
  if (status >= 400 && status < 500 && status !== 408) return account(detail, null);
  return unknown(detail, null);
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
