/** One HTTP call through the postmark client, told in full: the answer, or whether the request can have left. */
import {ServerClient} from 'postmark';
import type {Config} from '../config.ts';
import {askingDispatcher, wasNotAllowed} from '../lastMoment.ts';
import type {SendOptions} from './mailer.ts';
import type {Answer} from './outcomes.ts';

export type PostmarkConfig = Pick<
  Config,
  'POSTMARK_SERVER_TOKEN' | 'POSTMARK_API_ORIGIN' | 'POSTMARK_MESSAGE_STREAM' | 'EMAIL_FROM' | 'OUTSIDE_TIMEOUT_SECONDS'
>;

/** Failures before a connection stands: nothing has been written, so nothing can have been accepted. */
const beforeConnection = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

/** What a failed fetch says: fetch hides the system's error in `cause`. Never the message, which may hold more than a code. */
function failure(error: unknown): Answer {
  if (wasNotAllowed(error)) return {kind: 'notSent', reason: 'the caller may not call any more'};
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const {code, syscall} = (cause ?? {}) as {code?: unknown; syscall?: unknown};
  const name = typeof code === 'string' ? code : cause instanceof Error ? cause.name : 'unknown failure';
  const connecting = beforeConnection.has(name) || syscall === 'connect' || syscall === 'getaddrinfo';
  return connecting ? {kind: 'notSent', reason: name} : {kind: 'interrupted', reason: name};
}

/** Retry-After in seconds or as a date. Postmark documents none, but an edge may send it. */
function retryAfter(value: string | null): number | null {
  if (!value) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 3_600_000) : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Makes one call and never throws. The client hides what happened on the wire (a reset and a refusal look alike, a stalled
 * body escapes as another class), so a fetch of our own notes it.
 */
export async function callPostmark(
  config: PostmarkConfig,
  call: (client: ServerClient) => Promise<unknown>,
  {signal, mayCall}: SendOptions = {},
): Promise<Answer> {
  if (signal?.aborted) return {kind: 'notSent', reason: 'stopped before it was sent'};
  let seen: Answer = {kind: 'notSent', reason: 'the request could not be made'};
  const api = new URL(config.POSTMARK_API_ORIGIN);
  const client = new ServerClient(config.POSTMARK_SERVER_TOKEN, {
    useHttps: api.protocol === 'https:',
    requestHost: `${api.host}${api.pathname.replace(/\/+$/, '')}`,
    // Ours, below, ends the call first; this one takes whole seconds alone.
    timeout: Math.ceil(config.OUTSIDE_TIMEOUT_SECONDS) + 5,
    fetch: async (input, init) => {
      const timeout = AbortSignal.timeout(Math.ceil(config.OUTSIDE_TIMEOUT_SECONDS * 1000));
      try {
        const response = await fetch(input, {
          ...init,
          // A redirect would repeat the request, or turn it into another.
          redirect: 'manual',
          ...(mayCall ? {dispatcher: askingDispatcher(mayCall)} : {}),
          signal: AbortSignal.any([timeout, ...(signal ? [signal] : [])]),
        });
        const text = await response.text();
        const {status} = response;
        seen = {
          kind: 'answer',
          status,
          body: parse(text),
          retryAfterMs: retryAfter(response.headers.get('retry-after')),
        };
        return new Response([204, 205, 304].includes(status) ? null : text, {status});
      } catch (error) {
        seen = failure(error);
        throw error;
      }
    },
  });
  try {
    await call(client);
  } catch {
    // What happened is in `seen`.
  }
  return seen;
}
