/** The bodies of Postmark's webhooks. Postmark: webhooks, one page per type (reference §6). */
import {bounceBody, bounceDump} from '../api/bounces.ts';
import {serverId, type Bounce, type StoredMessage, type Suppression} from '../state.ts';
import {utc} from '../time.ts';

const common = (message: StoredMessage) => ({
  MessageStream: message.MessageStream,
  MessageID: message.MessageID,
  ...(message.Tag ? {Tag: message.Tag} : {}),
  Metadata: message.Metadata,
});

/** `Delivery`: the recipient's server took it. One per recipient. */
export function deliveryPayload(message: StoredMessage, recipient: string, details: string, at: Date) {
  return {
    RecordType: 'Delivery' as const,
    ServerID: serverId,
    ...common(message),
    Recipient: recipient,
    DeliveredAt: utc(at),
    Details: details,
  };
}

/** `Bounce` or `SpamComplaint`; Content only where the trigger asks for it. */
export function bouncePayload(bounce: Bounce, options: {content: boolean}) {
  const {Tag, ...body} = bounceBody(bounce);
  return {
    ...body,
    RecordType: bounce.type.type === 'SpamComplaint' ? ('SpamComplaint' as const) : ('Bounce' as const),
    ...(Tag ? {Tag} : {}),
    Metadata: bounce.message.Metadata,
    ...(options.content ? {Content: bounceDump(bounce)} : {}),
  };
}

/** What a reader's program says of itself; one fixed example, as in Postmark's own pages. */
const reader = {
  Client: {Name: 'Chrome 140.0.7339.80', Company: 'Google', Family: 'Chrome'},
  OS: {Name: 'macOS 26 Tahoe', Company: 'Apple Computer, Inc.', Family: 'macOS'},
  Platform: 'WebMail',
  UserAgent:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.7339.80 Safari/537.36',
  Geo: {},
};

/** `Open`. It carries no ServerID. */
export function openPayload(message: StoredMessage, recipient: string, first: boolean, at: Date) {
  return {
    RecordType: 'Open' as const,
    ...common(message),
    FirstOpen: first,
    ...reader,
    ReadSeconds: 5,
    Recipient: recipient,
    ReceivedAt: utc(at),
  };
}

/** `Click`. It carries no ServerID. */
export function clickPayload(message: StoredMessage, recipient: string, link: string, at: Date) {
  return {
    RecordType: 'Click' as const,
    ...common(message),
    ClickLocation: 'HTML',
    ...reader,
    OriginalLink: link,
    Recipient: recipient,
    ReceivedAt: utc(at),
  };
}

/** `SubscriptionChange`. Without a message (done by hand, or lifted) its id and tag are null. */
export function subscriptionPayload(options: {
  stream: string;
  recipient: string;
  message: StoredMessage | null;
  suppress: boolean;
  origin: Suppression['Origin'];
  reason: Suppression['SuppressionReason'] | null;
  at: Date;
}) {
  return {
    RecordType: 'SubscriptionChange' as const,
    MessageID: options.message?.MessageID ?? null,
    ServerID: serverId,
    MessageStream: options.stream,
    ChangedAt: utc(options.at),
    Recipient: options.recipient,
    Origin: options.origin,
    SuppressSending: options.suppress,
    SuppressionReason: options.reason,
    Tag: options.message?.Tag || null,
    Metadata: options.message?.Metadata ?? {},
  };
}
