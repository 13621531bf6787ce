/** The Postmark stand-in: its HTTP API, an inbox to read mail in a browser, and controls. See /sandbox and /inbox. */
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {handleApi, type Api} from './api/handle.ts';
import {handleControl} from './controls/controls.ts';
import {EventPoster} from './events/poster.ts';
import {Faults} from './faults.ts';
import {sendJson} from './http.ts';
import {handleInbox} from './inbox/inbox.ts';
import {State} from './state.ts';

export interface PostmarkOptions {
  /** Default 0: any free port. */
  port?: number;
  serverToken: string;
  /** Where the app answers; with it, a webhook for every event is set up at `<appUrl>/postmark/events`. */
  appUrl?: string | undefined;
  /** Basic auth of that webhook; both or none. */
  webhookUser?: string | undefined;
  webhookPassword?: string | undefined;
  /** How long an accepted message stays hidden from search and details. Default 300. */
  searchLagMs?: number | 'never';
  /** Whether a Delivery event follows each accepted message. Default false. */
  autoDeliver?: boolean;
  /** The pauses before each repeat of a webhook, in milliseconds. Default: Postmark's 1, 5, 10, 10, 10, 15 minutes, a minute as 0.2 s. */
  webhookRetryMs?: number[];
  /** Addresses and domains that may stand in From. Default: any. */
  senders?: string[];
}

/** Starts the stand-in on 127.0.0.1. */
export async function startPostmark(options: PostmarkOptions): Promise<{url: string; close(): Promise<void>}> {
  const state = new State({
    searchLagMs: options.searchLagMs ?? 300,
    autoDeliver: options.autoDeliver ?? false,
    webhooks: true,
    webhookRetryMs: options.webhookRetryMs ?? [200, 1000, 2000, 2000, 2000, 3000],
    senders: options.senders ?? null,
  });
  if (options.appUrl) {
    const {webhookUser, webhookPassword} = options;
    const on = {Enabled: true};
    state.webhooks.push({
      ID: state.nextId(),
      Url: `${options.appUrl.replace(/\/+$/, '')}/postmark/events`,
      MessageStream: 'outbound',
      HttpAuth:
        webhookUser !== undefined && webhookPassword !== undefined
          ? {Username: webhookUser, Password: webhookPassword}
          : null,
      HttpHeaders: [],
      Triggers: {
        Open: {...on, PostFirstOpenOnly: false},
        Click: on,
        Delivery: on,
        Bounce: {...on, IncludeContent: false},
        SpamComplaint: {...on, IncludeContent: false},
        SubscriptionChange: on,
      },
    });
  }
  const events = new EventPoster(state);
  const api: Api = {serverToken: options.serverToken, state, faults: new Faults(), events};
  const server = createServer((request, response) => {
    answer(api, request, response).catch((error: unknown) => {
      console.error(error);
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, {error: `The Postmark stand-in failed: ${String(error)}`});
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      events.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function answer(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  response.setHeader('Access-Control-Allow-Origin', '*');
  if (request.method === 'OPTIONS') {
    response.writeHead(204, {
      'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
      'Access-Control-Allow-Headers': request.headers['access-control-request-headers'] ?? '*',
      'Access-Control-Max-Age': '600',
    });
    response.end();
    return;
  }
  if (url.pathname === '/') {
    response.writeHead(302, {Location: '/inbox'});
    response.end();
  } else if (url.pathname.startsWith('/sandbox/')) await handleControl(api, request, response, url);
  else if (url.pathname === '/inbox' || url.pathname.startsWith('/inbox/'))
    await handleInbox(api, request, response, url);
  else await handleApi(api, request, response, url);
}
