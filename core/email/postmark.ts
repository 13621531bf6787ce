/** The mailer that sends through Postmark. */
import type {Models, ServerClient} from 'postmark';
import {AppError} from '../errors.ts';
import type {Logger} from '../logger.ts';
import type {Mailer, OutgoingMessage, SendOptions, SendOutcome} from './mailer.ts';
import {classify} from './outcomes.ts';
import {metadataKey, problem, toPostmark} from './payload.ts';
import {callPostmark, type PostmarkConfig} from './transport.ts';

/** Postmark: at most 500 messages and 50 MB a batch; some room is left for what JSON adds. */
const maxMessages = 500;
const maxBytes = 45_000_000;

export interface PostmarkMailerOptions {
  config: PostmarkConfig;
  log: Logger;
}

interface Pending {
  /** Its place in what the caller gave. */
  index: number;
  body: Models.Message;
  bytes: number;
}

/**
 * A mailer for one Postmark server. It makes no second try of its own: a call that ended unknown may have been carried out.
 * Safe to use from many places at once.
 */
export function createPostmarkMailer({config, log}: PostmarkMailerOptions): Mailer {
  const sender = {address: config.EMAIL_FROM, messageStream: config.POSTMARK_MESSAGE_STREAM};

  /** Sends one batch. One that is refused as a whole is halved, so that one bad message does not refuse the others. */
  async function sendBatch(batch: Pending[], options: SendOptions): Promise<SendOutcome[]> {
    const messages = batch.map(({body}) => body);
    const answer = await callPostmark(config, (client) => client.sendEmailBatch(messages), options);
    const outcomes = classify(answer, batch.length);
    const refused = answer.kind === 'answer' && answer.status >= 400 && outcomes[0]?.kind === 'refused';
    if (refused && batch.length > 1) {
      const middle = Math.ceil(batch.length / 2);
      return sendAll([batch.slice(0, middle), batch.slice(middle)], options);
    }
    const failed = outcomes.find(({kind}) => kind !== 'accepted');
    if (failed && failed.kind !== 'accepted') {
      const count = outcomes.filter(({kind}) => kind !== 'accepted').length;
      log.warn(
        {outcome: failed.kind, detail: failed.detail, count, of: batch.length},
        'Postmark did not accept all emails',
      );
    }
    return outcomes;
  }

  /** Sends batch after batch; once one shows that the next would fare no better, the rest is not tried. */
  async function sendAll(batches: Pending[][], options: SendOptions): Promise<SendOutcome[]> {
    const outcomes: SendOutcome[] = [];
    let stop: SendOutcome | null = null;
    for (const batch of batches) {
      if (!stop) {
        const own = await sendBatch(batch, options);
        outcomes.push(...own);
        stop = hopeless(own);
      } else {
        const rest = stop;
        outcomes.push(...batch.map(() => rest));
      }
    }
    return outcomes;
  }

  return {
    async send(messages, options = {}) {
      const outcomes = messages.map(unsendable);
      const pending = messages.flatMap((message, index): Pending[] => {
        if (outcomes[index]) return [];
        const body = toPostmark(message, sender);
        return [{index, body, bytes: Buffer.byteLength(JSON.stringify(body))}];
      });
      const sent = await sendAll(inBatches(pending), options);
      pending.forEach(({index}, i) => {
        outcomes[index] = sent[i]!;
      });
      return outcomes.map((outcome) => outcome ?? {kind: 'unknown', detail: 'no outcome'});
    },

    async find(key) {
      const search = (client: ServerClient) =>
        client.getOutboundMessages({
          count: 50,
          offset: 0,
          messageStream: config.POSTMARK_MESSAGE_STREAM,
          [`metadata_${metadataKey}`]: key,
        });
      const answer = await callPostmark(config, search);
      const messages = answer.kind === 'answer' && answer.status === 200 ? found(answer.body) : null;
      if (!messages) {
        // Postmark: the token is wrong, so nothing can be asked.
        if (answer.kind === 'answer' && answer.status === 401) {
          throw new AppError('email_account_blocked', {retryAfterMs: 60_000});
        }
        const reason = answer.kind === 'answer' ? `HTTP ${answer.status}` : answer.reason;
        throw new AppError('email_unavailable', {cause: new Error(`Postmark's search failed: ${reason}`)});
      }
      // Should Postmark ever ignore the filter, another message must not pass for this one.
      const own = messages.filter((message) => message.key === key);
      // Newest first, so that of two in the same moment the last is the earlier.
      const first = own.toReversed().toSorted((a, b) => a.submittedAt.getTime() - b.submittedAt.getTime())[0];
      return first ? {messageId: first.messageId, submittedAt: first.submittedAt} : null;
    },
  };
}

/** The outcome of a message that is not worth a call, or null. */
function unsendable(message: OutgoingMessage): SendOutcome | null {
  const reason = problem(message);
  return reason === null ? null : {kind: 'refused', code: 'email_rejected', detail: reason};
}

/** The outcome of those not tried after this batch; null to go on. */
function hopeless(outcomes: SendOutcome[]): SendOutcome | null {
  if (outcomes.length === 0) return null;
  if (outcomes.every(({kind}) => kind === 'account' || kind === 'retry')) return outcomes[0]!;
  const silent = outcomes.every(({kind}) => kind === 'unknown');
  return silent ? {kind: 'retry', afterMs: 5_000, detail: 'not tried: the call before it had no answer'} : null;
}

function inBatches(pending: Pending[]): Pending[][] {
  const batches: Pending[][] = [];
  let bytes = 0;
  for (const one of pending) {
    const batch = batches.at(-1);
    if (batch && batch.length < maxMessages && bytes + one.bytes <= maxBytes) {
      batch.push(one);
      bytes += one.bytes;
    } else {
      batches.push([one]);
      bytes = one.bytes;
    }
  }
  return batches;
}

/** The messages of a search; null if the answer is none. */
function found(body: unknown): {key: string; messageId: string; submittedAt: Date}[] | null {
  const list = (body as {Messages?: unknown} | undefined)?.Messages;
  if (!Array.isArray(list)) return null;
  return (list as Partial<Models.OutboundMessage>[]).flatMap((message) => {
    const key = message.Metadata?.[metadataKey];
    const submittedAt = new Date(message.ReceivedAt ?? NaN);
    const readable = key !== undefined && message.MessageID && !Number.isNaN(submittedAt.getTime());
    return readable ? [{key, messageId: message.MessageID!, submittedAt}] : [];
  });
}
