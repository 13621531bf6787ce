/** One outgoing message as Postmark's API takes it. */
import {Models} from 'postmark';
import {isDeliverableAddress} from './addresses.ts';
import type {OutgoingMessage} from './mailer.ts';

/** Name of the metadata field that carries our key. Postmark: at most 20 characters. */
export const metadataKey = 'message';

/** Control characters and line breaks become one space: nothing may add a header or a recipient. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** The beginning of a text, at most `length` UTF-16 units, without half a character at its end. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

/** The inside of a quoted string (RFC 5322). */
function quote(text: string): string {
  return text.replace(/[\\"]/g, '\\$&');
}

/** `"The Shop, Inc." <orders@app.example>`, at most 255 UTF-16 units. Postmark: the limit, and names with punctuation are quoted. */
export function fromHeader(name: string, address: string): string {
  const room = 255 - `"" <${address}>`.length;
  let kept = cut(oneLine(name), Math.max(0, room));
  while (kept !== '' && quote(kept).length > room) kept = cut(kept, kept.length - 1);
  return kept.trim() === '' ? address : `"${quote(kept.trim())}" <${address}>`;
}

/** Why a message cannot be sent at all, in a few words; null if it can. One recipient per message, whatever the caller gives. */
export function problem(message: OutgoingMessage): string | null {
  if (!isDeliverableAddress(message.to)) return 'the address cannot receive mail';
  if (message.replyTo !== null && !isDeliverableAddress(message.replyTo))
    return 'the reply address cannot receive mail';
  // Postmark: a metadata value has at most 80 characters.
  if (message.key === '' || message.key.length > 80) return 'the key is not 1 to 80 characters long';
  if (!/^<[!-;=?-~]+@[!-;=?-~]+>$/.test(message.messageIdHeader)) return 'the Message-ID is not valid';
  if (message.html === '' && message.text === '') return 'the message is empty';
  return null;
}

/** The body of the API call for one message. */
export function toPostmark(message: OutgoingMessage, sender: {address: string; messageStream: string}): Models.Message {
  return {
    From: fromHeader(message.fromName, sender.address),
    To: message.to,
    ...(message.replyTo === null ? {} : {ReplyTo: message.replyTo}),
    // Postmark: at most 2000 UTF-16 units.
    Subject: cut(oneLine(message.subject), 2000),
    HtmlBody: message.html,
    TextBody: message.text,
    ...(message.tag === '' ? {} : {Tag: cut(oneLine(message.tag), 1000)}),
    Headers: [
      {Name: 'Message-ID', Value: message.messageIdHeader},
      // Without it Postmark may write a Message-ID of its own.
      {Name: 'X-PM-KeepID', Value: 'true'},
      // Postmark: mail programs put emails of the same subject into one thread, unless each refers to something of its own. Two
      // parts of one order can have the same subject, and the second must not be overlooked.
      {Name: 'References', Value: message.messageIdHeader.replace('<', '<alone.')},
    ],
    Metadata: {[metadataKey]: message.key},
    MessageStream: sender.messageStream,
    TrackOpens: true,
    // Links in the mail carry a token; they must not pass through another server.
    TrackLinks: Models.LinkTrackingOptions.None,
  };
}
