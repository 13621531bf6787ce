/** `GET /inbox`: the accepted mail, to read in a browser. */
import {randomBytes} from 'node:crypto';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {bounceType} from '../api/bounce-types.ts';
import {SandboxError} from '../api/errors.ts';
import type {Api} from '../api/handle.ts';
import {readBody, sendHtml} from '../http.ts';
import {recordTypes} from '../state.ts';
import {countText, listFragment, listPage, messagePage, noticePage, views, type View} from './pages.ts';

/** Only the page's own script; the mail in its frame inherits this, so styles and pictures stay allowed. */
const policy = (nonce?: string): Record<string, string> => ({
  'Content-Security-Policy': `default-src 'none'; style-src 'unsafe-inline' https:; img-src http: https: data:; font-src https: data:; connect-src 'self'; form-action 'self'; base-uri 'none'${nonce ? `; script-src 'nonce-${nonce}'` : ''}`,
  'Cache-Control': 'no-store',
});

const isView = (name: string | null): name is View => name !== null && name in views;

/** Answers every path under `/inbox`. */
export async function handleInbox(
  api: Api,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const {messages} = api.state;
  const [, , id, rest] = url.pathname.split('/');
  if (request.method === 'POST' && id && rest === 'events') return postEvent(api, request, response, id);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return sendHtml(response, 405, noticePage('Not possible', 'The inbox can only be read.'), policy());
  }
  if (!id) {
    const nonce = randomBytes(16).toString('base64');
    return sendHtml(response, 200, listPage(messages, nonce), policy(nonce));
  }
  if (id === 'list') {
    const headers = {...policy(), 'X-Count': encodeURIComponent(countText(messages.length))};
    return sendHtml(response, 200, listFragment(messages), headers);
  }
  const message = api.state.message(id);
  if (!message || rest) {
    return sendHtml(response, 404, noticePage('Not found', 'There is no such message.'), policy());
  }
  const view = url.searchParams.get('view');
  const fallback = message.HtmlBody ? 'html' : 'text';
  return sendHtml(response, 200, messagePage(message, isView(view) ? view : fallback), policy());
}

/** Brings an event about from the message page, then shows the message again. */
async function postEvent(
  api: Api,
  request: IncomingMessage,
  response: ServerResponse,
  messageId: string,
): Promise<void> {
  const name = new URLSearchParams(await readBody(request, 10_000)).get('type') ?? '';
  const bounce = bounceType(name);
  const type = recordTypes.find((entry) => entry === name) ?? (bounce ? 'Bounce' : undefined);
  try {
    if (!type) throw new SandboxError(422, `There is no event '${name}'.`);
    await api.events.happen({messageId, type, bounceType: bounce?.type});
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    return sendHtml(response, error.status, noticePage('Not possible', error.message), policy());
  }
  response.writeHead(303, {Location: `/inbox/${messageId}`});
  response.end();
}
