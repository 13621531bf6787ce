/** What is kept of an event that Postmark tells: ids, times and kinds. Subjects and user agents are not; an address only until
 * what the event says of it is noted. */
import {createHash} from 'node:crypto';
import {z} from 'zod';
import {AppError} from '../../errors.ts';
import type {BlockReason} from '../../wire.ts';
import {reasonOf} from '../health/reasons.ts';
import {metadataKey} from '../payload.ts';

/** What an event says of one message. */
export interface EmailEvent {
  /** Postmark's RecordType. */
  type: string;
  /** Our key, from the message's metadata; how its request is found. */
  key: string | null;
  /** Postmark's id of the message; null for events that are about an address alone. */
  messageId: string | null;
  /** When it happened, by Postmark's clock. */
  at: Date;
  /** Of a bounce: Postmark's name of its kind, and whether mail to the address is blocked from now on. */
  bounce: {type: string; inactive: boolean} | null;
  /** Of an event after which mail to an address is blocked, or is not any more. Absent: of none, or noted already. */
  block?: {address: string; stream: string; blocked: boolean; reason: BlockReason | null};
}

const text = z.string().max(1000);

/** Postmark: the webhooks' common fields (reference/postmark.md §6). What is not listed may be there, and is left. */
const payloadSchema = z.object({
  RecordType: z.string().min(1).max(50),
  MessageID: text.nullish(),
  Metadata: z.record(z.string(), z.unknown()).nullish(),
  ID: z.union([z.number(), z.string()]).nullish(),
  Type: text.nullish(),
  Inactive: z.boolean().nullish(),
  Recipient: text.nullish(),
  Email: text.nullish(),
  DeliveredAt: text.nullish(),
  BouncedAt: text.nullish(),
  ReceivedAt: text.nullish(),
  ChangedAt: text.nullish(),
  MessageStream: text.nullish(),
  SuppressSending: z.boolean().nullish(),
  SuppressionReason: text.nullish(),
});
type Payload = z.output<typeof payloadSchema>;

/**
 * @param body the JSON of the webhook
 * @param traceId Postmark's header `X-PM-Webhook-Trace-Id`: the same at every repeat of a call
 * @returns the event, and an id by which its repeats are known
 * @throws AppError `invalid_input` for what is no event
 */
export function parseEvent(body: unknown, traceId: string | undefined): {id: string; event: EmailEvent} {
  const result = payloadSchema.safeParse(body);
  if (!result.success) throw new AppError('invalid_input', {message: 'This is not an event of Postmark.'});
  const payload = result.data;
  const when = payload.DeliveredAt ?? payload.BouncedAt ?? payload.ReceivedAt ?? payload.ChangedAt;
  const at = new Date(when ?? Number.NaN);
  const key = payload.Metadata?.[metadataKey];
  const event: EmailEvent = {
    type: payload.RecordType,
    key: typeof key === 'string' && key.length <= 80 ? key : null,
    messageId: payload.MessageID || null,
    at: Number.isNaN(at.getTime()) ? new Date() : at,
    bounce: payload.Type ? {type: payload.Type, inactive: payload.Inactive === true} : null,
    ...blockOf(payload),
  };
  if (traceId && /^[\x21-\x7e]{1,200}$/.test(traceId)) return {id: `trace ${payload.RecordType} ${traceId}`, event};
  // Postmark gives no other id to a delivery; a bounce has one of its own.
  const parts = payload.ID
    ? [payload.RecordType, payload.ID]
    : [payload.RecordType, payload.MessageID, payload.Recipient ?? payload.Email, when];
  return {id: `derived ${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`, event};
}

/** Postmark: the flag tells of a bounce whether it blocks the address, not its type; a complaint always does. */
function blockOf({RecordType, MessageStream, ...payload}: Payload): Pick<EmailEvent, 'block'> {
  const address = payload.Recipient ?? payload.Email;
  // Postmark: an event that names no stream is of the default one.
  const about = address && address.length <= 254 ? {address, stream: MessageStream || 'outbound'} : null;
  if (!about) return {};
  const complaint = RecordType === 'SpamComplaint' || payload.Type === 'SpamComplaint';
  if (complaint) return {block: {...about, blocked: true, reason: 'SpamComplaint'}};
  if (RecordType === 'Bounce' && payload.Inactive === true) {
    const reason = payload.Type === 'ManuallyDeactivated' ? 'ManualSuppression' : 'HardBounce';
    return {block: {...about, blocked: true, reason}};
  }
  if (RecordType === 'SubscriptionChange' && typeof payload.SuppressSending === 'boolean') {
    return {block: {...about, blocked: payload.SuppressSending, reason: reasonOf(payload.SuppressionReason)}};
  }
  return {};
}
