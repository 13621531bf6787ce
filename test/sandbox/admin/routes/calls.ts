/** What the admin's scripts ask for while a page is open: session tokens, and the Admin API for extensions. */
import {readBody, sendJson} from '../../postmark/http.ts';
import type {Call, Route} from '../index.ts';

const handlers: Record<string, (call: Call) => Promise<void>> = {
  async 'GET /session-token'({admin, response}) {
    sendJson(response, 200, {token: await admin.access.sessionToken()}, {'Cache-Control': 'no-store'});
  },
  async 'POST /graphql'({admin, request, response}) {
    const {query, variables, version}: {query: string; variables?: unknown; version?: string} = JSON.parse(
      await readBody(request, 1_000_000),
    );
    sendJson(response, 200, await admin.access.graphql({query, variables}, version));
  },
};

export const calls: Route = (call) => handlers[`${call.request.method} ${call.url.pathname}`]?.(call) ?? null;
