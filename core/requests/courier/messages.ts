/** The emails of a request: one to each address of its service, so that one dead address neither hides nor stops the others. */
import type {OutgoingMessage} from '../../email/mailer.ts';
import type {StoredService} from '../../services/store.ts';
import {addressesOf} from './email.ts';
import {keyPrefix, type StoredMessage, type StoredRequest} from '../types.ts';

/**
 * The messages a request has to send, with what was sent before kept as it is.
 * An address that was refused and is tried again, or came anew, gets a message of its own key.
 */
export function messagesToSend(request: StoredRequest, service: StoredService): StoredMessage[] {
  const addresses = addressesOf(service);
  const isOwn = ({key}: StoredMessage) => key.startsWith(keyPrefix(request));
  const own = request.messages.filter(isOwn);
  const earlier = request.messages.filter((one) => !isOwn(one));
  const settled = own.filter(({state}) => state === 'accepted');
  const pending = own.filter(({state, address}) => state === 'pending' && addresses.includes(address));
  const covered = new Set([...settled, ...pending].map(({address}) => address));
  let next = Math.max(-1, ...own.map(({key}) => Number(key.split('.').at(-1)))) + 1;
  const added = addresses
    .filter((address) => !covered.has(address))
    .map((address) => ({
      key: `${keyPrefix(request)}${next++}`,
      address,
      state: 'pending' as const,
      messageId: null,
      delivery: null,
      opened: false,
    }));
  return [...earlier, ...settled, ...[...pending, ...added].map((one) => ({...one, state: 'sending' as const}))];
}

/** A stored message with its text, as the mailer takes it. */
export function outgoing(
  message: Pick<StoredMessage, 'key' | 'address'>,
  rendered: {subject: string; html: string; text: string},
  sender: {address: string; name: string; replyTo: string | null},
): OutgoingMessage {
  const domain = sender.address.split('@').at(-1) ?? 'localhost';
  return {
    key: message.key,
    messageIdHeader: `<${message.key}@${domain}>`,
    to: message.address,
    fromName: sender.name,
    replyTo: sender.replyTo,
    tag: 'fulfillment-request',
    ...rendered,
  };
}
