/** `GET /messages/outbound`, its details and dump. */
import {recipients, type StoredMessage} from '../state.ts';
import {eastern, parseEastern} from '../time.ts';
import {paging, type Call, type Route} from './call.ts';
import {ApiError} from './errors.ts';

const nameOrNull = (list: {Email: string; Name: string}[]) =>
  list.map(({Email, Name}) => ({Email, Name: Name || null}));

function summary(message: StoredMessage) {
  return {
    Tag: message.Tag,
    MessageID: message.MessageID,
    MessageStream: message.MessageStream,
    To: nameOrNull(message.addresses.To),
    Cc: nameOrNull(message.addresses.Cc),
    Bcc: nameOrNull(message.addresses.Bcc),
    Recipients: recipients(message).map((recipient) => recipient.Email),
    ReceivedAt: eastern(message.at),
    From: message.From,
    Subject: message.Subject,
    Attachments: message.Attachments.map((attachment) => attachment.Name),
    Status: 'Sent',
    TrackOpens: message.TrackOpens,
    TrackLinks: message.TrackLinks,
    Metadata: message.Metadata,
    Sandboxed: false,
  };
}

/** The filters of a search as one test. @throws ApiError 700 for a value Postmark does not know. */
function filter(call: Call): (message: StoredMessage) => boolean {
  const {query} = call;
  const date = (name: string, edge: 'start' | 'end'): number | null => {
    const text = query.get(name);
    if (text === undefined) return null;
    const at = parseEastern(text, edge);
    if (!at) throw new ApiError(700, `Parameter '${name}' should be a date/time value.`);
    return at.getTime();
  };
  const from = date('fromdate', 'start');
  const to = date('todate', 'end');
  const status = query.get('status')?.toLowerCase();
  if (status !== undefined && !['queued', 'sent', 'processed'].includes(status)) {
    throw new ApiError(700, "Parameter 'status' should be one of: queued, sent, processed.");
  }
  const metadata = [...query].filter(([name]) => name.startsWith('metadata_'));
  // Postmark: one metadata field per search (custom metadata FAQ).
  if (metadata.length > 1) throw new ApiError(700, 'Only one metadata field may be searched by at once.');
  const [key, value] = metadata[0] ?? [];
  const stream = (query.get('messagestream') ?? 'outbound').toLowerCase();
  if (!call.state.stream(stream)) throw new ApiError(1226);
  const same = (name: string, text: string): boolean => {
    const wanted = query.get(name);
    return wanted === undefined || wanted.toLowerCase() === text.toLowerCase();
  };
  const wanted = query.get('recipient')?.toLowerCase();
  return (message) =>
    call.state.isSearchable(message) &&
    message.MessageStream === stream &&
    // Everything here is sent at once, so nothing is ever queued.
    status !== 'queued' &&
    (from === null || message.at.getTime() >= from) &&
    (to === null || message.at.getTime() <= to) &&
    (wanted === undefined || recipients(message).some((recipient) => recipient.Email.toLowerCase() === wanted)) &&
    same('fromemail', message.addresses.From.Email) &&
    same('tag', message.Tag) &&
    same('subject', message.Subject) &&
    (key === undefined ||
      Object.entries(message.Metadata).some(
        ([name, text]) => `metadata_${name.toLowerCase()}` === key && text === value,
      ));
}

function search(call: Call): unknown {
  const {count, offset} = paging(call, 700);
  const found = call.state.messages.filter(filter(call)).toReversed();
  return {TotalCount: found.length, Messages: found.slice(offset, offset + count).map(summary)};
}

/** @throws ApiError 701, HTTP 422, also while the message is still hidden. */
function find(call: Call): StoredMessage {
  const message = call.state.message(call.params[0]!);
  if (!message || !call.state.isSearchable(message)) throw new ApiError(701);
  return message;
}

/** The mail as its source, near to what Postmark keeps; bodies cut at 1 MB (Postmark: article 1056). */
function source(message: StoredMessage): string {
  const headers = [
    ['From', message.From],
    ['To', message.To],
    ...(message.Cc ? [['Cc', message.Cc]] : []),
    ...(message.ReplyTo ? [['Reply-To', message.ReplyTo]] : []),
    ['Subject', message.Subject],
    ['Date', message.at.toUTCString()],
    ...message.Headers.map(({Name, Value}) => [Name, Value]),
  ];
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return `${lines.join('\r\n')}\r\n\r\n${message.TextBody || message.HtmlBody}`.slice(0, 1024 * 1024);
}

export const messageRoutes: Route[] = [
  {method: 'GET', path: /^\/messages\/outbound$/, operations: ['search'], handle: search},
  {
    method: 'GET',
    path: /^\/messages\/outbound\/([^/]+)\/details$/,
    operations: ['details'],
    handle: (call) => {
      const message = find(call);
      return {
        TextBody: message.TextBody,
        HtmlBody: message.HtmlBody,
        Body: source(message),
        ...summary(message),
        MessageEvents: message.events,
      };
    },
  },
  {
    method: 'GET',
    path: /^\/messages\/outbound\/([^/]+)\/dump$/,
    operations: ['details'],
    handle: (call) => ({Body: source(find(call))}),
  },
];
