/** What the conformance tests share: a stand-in, the real postmark client on it, and the controls. */
import {createServer, type IncomingHttpHeaders} from 'node:http';
import type {AddressInfo} from 'node:net';
import {Errors, ServerClient, type Models} from 'postmark';
import {startPostmark, type PostmarkOptions} from '../../sandbox/postmark/index.ts';

export const serverToken = 'conformance-token';

/** A stand-in that hides nothing, unless told otherwise. */
export async function open(options: Partial<PostmarkOptions> = {}) {
  const server = await startPostmark({serverToken, searchLagMs: 0, webhookRetryMs: [5, 5, 5], ...options});
  const requestHost = new URL(server.url).host;
  return {
    url: server.url,
    close: () => server.close(),
    client: (token = serverToken) => new ServerClient(token, {useHttps: false, requestHost, timeout: 5}),
    /** A control; throws its error text. */
    async control<Body>(method: string, name: string, body?: object): Promise<Body> {
      const response = await fetch(`${server.url}/sandbox/${name}`, {
        method,
        ...(body ? {body: JSON.stringify(body)} : {}),
      });
      const answer = (await response.json()) as Body & {error?: string};
      if (!response.ok) throw new Error(answer.error);
      return answer;
    },
  };
}
export type Opened = Awaited<ReturnType<typeof open>>;

/** The SDK's class as a plain shape. */
export type Mail = Pick<Models.Message, keyof Models.Message>;

/** A message that is accepted, but for what is given. */
export function mail(more: Partial<Mail> = {}): Mail {
  return {
    From: 'shop@merchant.example',
    To: 'service@warehouse.example',
    Subject: 'Order',
    TextBody: 'Ship it.',
    ...more,
  };
}

/** The error of a call that must fail. */
export async function failure(call: Promise<unknown>): Promise<Errors.PostmarkError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Errors.PostmarkError) return error;
    throw error;
  }
  throw new Error('The call succeeded.');
}

/** Something that takes webhooks; answers with the statuses given, one after another, then 200. */
export async function receiver(...statuses: number[]) {
  const calls: {path: string; headers: IncomingHttpHeaders; body: Record<string, unknown>}[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      calls.push({
        path: request.url ?? '',
        headers: request.headers,
        body: JSON.parse(text) as Record<string, unknown>,
      });
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
