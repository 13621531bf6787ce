/** The emails of a request or a notice: one to each address, so that one dead address neither hides nor stops the others. */
import type {OutgoingMessage} from '../../email/mailer.ts';
import {keyPrefix, type Mailed, type StoredMessage} from '../types.ts';

/**
 * The messages to be sent to these addresses, with what was sent before kept as it is.
 * An address that was refused and is tried again, or came anew, gets a message of its own key.
 * @param blocked addresses that get none, in lower case: theirs is there as refused, so that everybody sees it
 */
export function messagesToSend(
  mailed: Pick<Mailed, '_id' | 'revision' | 'messages'>,
  addresses: readonly string[],
  blocked: ReadonlySet<string> = new Set(),
): StoredMessage[] {
  const isOwn = ({key}: StoredMessage) => key.startsWith(keyPrefix(mailed));
  const own = mailed.messages.filter(isOwn);
  const earlier = mailed.messages.filter((one) => !isOwn(one));
  const settled = own.filter(({state}) => state === 'accepted');
  const pending = own.filter(({state, address}) => state === 'pending' && addresses.includes(address));
  const covered = new Set([...settled, ...pending].map(({address}) => address));
  let next = Math.max(-1, ...own.map(({key}) => Number(key.split('.').at(-1)))) + 1;
  const added = addresses
    .filter((address) => !covered.has(address))
    .map((address) => ({
      key: `${keyPrefix(mailed)}${next++}`,
      address,
      state: 'pending' as const,
      messageId: null,
      delivery: null,
      opened: false,
    }));
  const open = [...pending, ...added].map((one): StoredMessage =>
    blocked.has(one.address.toLowerCase()) ? {...one, state: 'refused', blocked: true} : {...one, state: 'sending'},
  );
  return [...earlier, ...settled, ...open];
}

/** A stored message with its text, as the mailer takes it. */
export function outgoing(
  message: Pick<StoredMessage, 'key' | 'address'>,
  rendered: {subject: string; html: string; text: string},
  sender: {address: string; name: string; replyTo: string | null},
  tag: string,
): OutgoingMessage {
  const domain = sender.address.split('@').at(-1) ?? 'localhost';
  return {
    key: message.key,
    messageIdHeader: `<${message.key}@${domain}>`,
    to: message.address,
    fromName: sender.name,
    replyTo: sender.replyTo,
    tag,
    ...rendered,
  };
}
