/** What Postmark demands of one message before it accepts it. The SDK checks nothing, so this is the only guard. */
import {z} from 'zod';
import {Buffer} from 'node:buffer';
import type {State, StoredMessage} from '../state.ts';
import {parseAddresses, type Address} from './addresses.ts';
import {ApiError} from './errors.ts';

const text = z.string().nullish();
const schema = z.object({
  From: text,
  To: text,
  Cc: text,
  Bcc: text,
  ReplyTo: text,
  Subject: text,
  HtmlBody: text,
  TextBody: text,
  Tag: text,
  MessageStream: text,
  TrackOpens: z.boolean().nullish(),
  TrackLinks: z.enum(['None', 'HtmlAndText', 'HtmlOnly', 'TextOnly']).nullish(),
  Headers: z.array(z.object({Name: z.string(), Value: z.string()})).nullish(),
  Metadata: z.record(z.string(), z.string()).nullish(),
  Attachments: z
    .array(z.object({Name: z.string(), Content: z.string(), ContentType: z.string(), ContentID: text}))
    .nullish(),
});
type Input = z.output<typeof schema>;

/** What is kept of a message, but for its id and time. */
export type Draft = Omit<StoredMessage, 'MessageID' | 'at' | 'events'>;

// Postmark: send API, forbidden file types.
const forbidden = new Set(
  'vbs exe bin bat chm com cpl crt hlp hta inf ins isp jse lnk mdb pcd pif reg scr sct shs vbe vba wsf wsh wsl msc msi msp mst'.split(
    ' ',
  ),
);
const MB = 1024 * 1024;
const invalid = (message: string): ApiError => new ApiError(300, message);

/** Reads and checks one message.
 * @throws ApiError 403, 1235, 1236, 300, 411 or 400, in this order (Postmark publishes none). */
export function validate(state: State, body: unknown, options: {test: boolean}): Draft {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => issue.path[0]))].map((name) => `'${String(name)}'`);
    throw new ApiError(
      403,
      parsed.error.issues[0]?.path.length ? `Invalid request field(s): ${names.join(', ')}.` : undefined,
    );
  }
  const input = parsed.data;
  const streamId = input.MessageStream || 'outbound';
  const stream = state.stream(streamId);
  if (!stream) throw new ApiError(1235, `The stream provided: '${streamId}' does not exist on this server.`);
  if (stream.MessageStreamType === 'Inbound') throw new ApiError(1236);
  const addresses = checkAddresses(input);
  checkContent(input);
  checkMetadata(input.Metadata ?? {});
  for (const header of input.Headers ?? []) {
    // RFC 5322: a field name is printable ASCII without a colon, and a value stays on its line.
    if (!/^[!-9;-~]+$/.test(header.Name)) throw invalid(`Invalid header name: '${header.Name}'.`);
    if (/[\r\n\0]/.test(header.Value)) throw invalid(`Invalid header value for '${header.Name}'.`);
  }
  checkAttachments(input);
  if (!options.test) checkSender(state, addresses.From.Email);
  return {
    MessageStream: stream.ID,
    From: input.From ?? '',
    To: input.To ?? '',
    Cc: input.Cc ?? '',
    Bcc: input.Bcc ?? '',
    ReplyTo: input.ReplyTo ?? '',
    Subject: input.Subject ?? '',
    HtmlBody: input.HtmlBody ?? '',
    TextBody: input.TextBody ?? '',
    Tag: input.Tag ?? '',
    Headers: input.Headers ?? [],
    Metadata: input.Metadata ?? {},
    TrackOpens: input.TrackOpens ?? false,
    TrackLinks: input.TrackLinks ?? 'None',
    Attachments: (input.Attachments ?? []).map(({Name, ContentType, ContentID, Content}) => ({
      Name,
      ContentType,
      ContentID: ContentID || null,
      ContentLength: Buffer.from(Content, 'base64').length,
    })),
    addresses,
  };
}

function checkAddresses(input: Input): Draft['addresses'] {
  const list = (field: 'From' | 'To' | 'Cc' | 'Bcc' | 'ReplyTo'): Address[] => {
    const read = parseAddresses(input[field]);
    if (!read) throw invalid(`Invalid '${field}' address: '${input[field] ?? ''}'.`);
    return read;
  };
  if ((input.From ?? '').length > 255) throw invalid("The 'From' field exceeds the maximum length of 255 characters.");
  const [from, ...more] = list('From');
  if (!from || more.length > 0) throw invalid(`Invalid 'From' address: '${input.From ?? ''}'.`);
  const [To, Cc, Bcc] = [list('To'), list('Cc'), list('Bcc')];
  list('ReplyTo');
  if (To.length === 0) throw invalid('Zero recipients specified');
  if (To.length + Cc.length + Bcc.length > 50) throw invalid('Exceeded the maximum of 50 recipients per message.');
  return {From: from, To, Cc, Bcc};
}

function checkContent(input: Input): void {
  if (!input.TextBody && !input.HtmlBody) throw invalid('Provide either email TextBody or HtmlBody or both.');
  if ((input.Subject ?? '').length > 2000) {
    throw invalid("The 'Subject' field exceeds the maximum length of 2000 characters.");
  }
  if ((input.Tag ?? '').length > 1000) throw invalid("The 'Tag' field exceeds the maximum length of 1000 characters.");
  for (const field of ['TextBody', 'HtmlBody'] as const) {
    if (Buffer.byteLength(input[field] ?? '') > 5 * MB)
      throw invalid(`The '${field}' field exceeds the maximum of 5 MB.`);
  }
}

/** Postmark: custom metadata FAQ (article 1125). */
function checkMetadata(metadata: Record<string, string>): void {
  const keys = Object.keys(metadata);
  if (keys.length > 10) throw invalid('Metadata may contain at most 10 fields.');
  if (new Set(keys.map((key) => key.toLowerCase())).size < keys.length) {
    throw invalid('Metadata may not contain two fields whose names differ only by case.');
  }
  for (const key of keys) {
    if (key.length > 20) throw invalid(`The name of the Metadata field '${key}' exceeds 20 characters.`);
    if (metadata[key]!.length > 80) throw invalid(`The value of the Metadata field '${key}' exceeds 80 characters.`);
  }
}

function checkAttachments(input: Input): void {
  let size = Buffer.byteLength(input.TextBody ?? '') + Buffer.byteLength(input.HtmlBody ?? '');
  for (const {Name, Content, ContentType, ContentID} of input.Attachments ?? []) {
    if (forbidden.has(Name.slice(Name.lastIndexOf('.') + 1).toLowerCase())) throw new ApiError(411);
    if (!/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;.*)?$/.test(ContentType)) {
      throw invalid(`Invalid ContentType of the attachment '${Name}'.`);
    }
    if (ContentID && !/^[!-~]+$/.test(ContentID)) throw invalid(`Invalid ContentID of the attachment '${Name}'.`);
    if (!/^(?:[A-Za-z0-9+/\s]*={0,2}\s*)$/.test(Content))
      throw invalid(`The attachment '${Name}' is not valid base64.`);
    size += Content.length;
  }
  // Postmark: 10 MB with attachments, counted after base64 (article 1056).
  if (size > 10 * MB) throw invalid('The message exceeds the maximum of 10 MB.');
}

function checkSender(state: State, from: string): void {
  const senders = state.settings.senders;
  if (!senders) return;
  const address = from.toLowerCase();
  const known = senders.some((sender) =>
    sender.includes('@') ? sender.toLowerCase() === address : address.endsWith(`@${sender.toLowerCase()}`),
  );
  if (known) return;
  throw new ApiError(
    400,
    `The 'From' address you supplied (${from}) is not a Sender Signature on your account. Please add and confirm this address in order to be able to use it in the 'From' field of your messages.`,
  );
}
