/** What the mailer's tests share: a stand-in, a mailer that talks to it, and messages. */
import {createLogger} from '../../core/logger.ts';
import type {Mailer, OutgoingMessage} from '../../core/email/mailer.ts';
import {createPostmarkMailer} from '../../core/email/postmark.ts';
import type {PostmarkConfig} from '../../core/email/transport.ts';
import {startPostmark, type PostmarkOptions} from '../sandbox/postmark/index.ts';

export const serverToken = 'test-server-token';

/** A mailer for whatever answers at `origin`. */
export function mailerFor(origin: string, config: Partial<PostmarkConfig> = {}): Mailer {
  return createPostmarkMailer({
    log: createLogger('silent', 'test'),
    config: {
      POSTMARK_SERVER_TOKEN: serverToken,
      POSTMARK_API_ORIGIN: origin,
      POSTMARK_MESSAGE_STREAM: 'outbound',
      EMAIL_FROM: 'orders@app.example',
      OUTSIDE_TIMEOUT_SECONDS: 5,
      ...config,
    },
  });
}

/** A message to `to` that Postmark accepts, but for what is given. */
export function message(key: string, more: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    key,
    messageIdHeader: `<${key}@app.example>`,
    to: 'warehouse@service.example',
    fromName: 'The Shop',
    replyTo: 'shop@merchant.example',
    subject: 'Order #1001',
    html: '<p>Please ship.</p>',
    text: 'Please ship.',
    tag: 'fulfillment-request',
    ...more,
  };
}

/** What the stand-in kept of a message. */
export interface Kept {
  MessageID: string;
  To: string;
  From: string;
  ReplyTo: string;
  Subject: string;
  Metadata: Record<string, string>;
  Headers: {Name: string; Value: string}[];
  MessageStream: string;
  Tag: string;
  TrackOpens: boolean;
  TrackLinks: string;
  at: string;
}

/** A running stand-in with its controls. */
export async function postmark(options: Partial<PostmarkOptions> = {}) {
  const server = await startPostmark({serverToken, searchLagMs: 0, ...options});
  const control = async (method: string, name: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${server.url}/sandbox/${name}`, {
      method,
      ...(body ? {body: JSON.stringify(body)} : {}),
    });
    if (!response.ok) throw new Error(`${method} ${name}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  return {
    url: server.url,
    close: () => server.close(),
    fault: (body: object) => control('POST', 'faults', body),
    settings: (body: object) => control('POST', 'settings', body),
    event: (body: object) => control('POST', 'events', body),
    messages: async () => (await control('GET', 'messages')) as Kept[],
    async reset() {
      await control('DELETE', 'faults');
      await control('DELETE', 'messages?forget');
      await control('POST', 'settings', {searchLagMs: 0});
    },
  };
}
