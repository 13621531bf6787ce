/** The controls under `/sandbox`: look at the mail, break things, make events happen. */
import type {IncomingMessage, ServerResponse} from 'node:http';
import {z} from 'zod';
import {bounceType} from '../api/bounce-types.ts';
import {SandboxError} from '../api/errors.ts';
import type {Api} from '../api/handle.ts';
import type {EventInput} from '../events/poster.ts';
import {faultSchema} from '../faults.ts';
import {readBody, sendJson} from '../http.ts';
import {recordTypes, type StoredMessage} from '../state.ts';

const settingsSchema = z.strictObject({
  searchLagMs: z.union([z.number().min(0), z.literal('never')]).optional(),
  autoDeliver: z.boolean().optional(),
  webhooks: z.boolean().optional(),
  webhookRetryMs: z.array(z.number().min(0)).optional(),
  senders: z.array(z.string()).nullable().optional(),
});

const eventSchema = z.strictObject({
  messageId: z.string(),
  type: z.string(),
  recipient: z.string().optional(),
  bounceType: z.string().optional(),
  inactive: z.boolean().optional(),
  canActivate: z.boolean().optional(),
  details: z.string().optional(),
  link: z.string().optional(),
  suppressSending: z.boolean().optional(),
  origin: z.enum(['Recipient', 'Customer', 'Admin']).optional(),
  suppressionReason: z.enum(['HardBounce', 'SpamComplaint', 'ManualSuppression']).optional(),
  duplicates: z.number().int().min(0).max(10).optional(),
});

/** @throws SandboxError 422 that names what is wrong. */
function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new SandboxError(422, z.prettifyError(result.error));
}

/** A message as the control shows it: whole, without what the stand-in keeps for itself. */
export function messageView(stored: StoredMessage) {
  const {addresses: _, events, at, ...message} = stored;
  return {...message, at: at.toISOString(), MessageEvents: events};
}

/** Names in PascalCase are fields of the payload (`Details`, `TypeCode`); a bounce type may stand as the type itself. */
function readEvent(body: unknown): EventInput {
  const all = Object.entries(parse(z.record(z.string(), z.unknown()), body));
  const overrides = Object.fromEntries(all.filter(([key]) => /^[A-Z]/.test(key)));
  const {type, ...rest} = parse(eventSchema, Object.fromEntries(all.filter(([key]) => !(key in overrides))));
  const known = recordTypes.find((name) => name === type);
  if (known) {
    const {Type} = overrides;
    const named = known === 'Bounce' && typeof Type === 'string' ? Type : undefined;
    return {...rest, type: known, bounceType: rest.bounceType ?? named, overrides};
  }
  const bounce = bounceType(type);
  if (!bounce) {
    throw new SandboxError(422, `There is no event '${type}'. Events: ${recordTypes.join(', ')}, or a bounce type.`);
  }
  return {...rest, type: 'Bounce', bounceType: bounce.type, overrides};
}

type Control = (api: Api, body: unknown, query: URLSearchParams) => unknown;

const controls: Record<string, Control> = {
  'GET /sandbox/messages': ({state}, _, query) => {
    const to = query.get('to')?.toLowerCase();
    return state.messages
      .slice(state.taken + Number(query.get('after') ?? 0))
      .filter((message) => to === undefined || message.To.toLowerCase().includes(to))
      .map(messageView);
  },
  'DELETE /sandbox/messages': ({state}, _, query) => {
    // Postmark forgets nothing: search and details still show what is listed here no more, unless they are to forget it, too.
    if (query.has('forget')) state.messages.length = 0;
    state.taken = state.messages.length;
    return {ok: true};
  },
  'GET /sandbox/faults': ({faults}) => ({faults: faults.list()}),
  'POST /sandbox/faults': ({faults}, body) => {
    const fault = parse(faultSchema, body);
    if (fault.kind === 'latency' && fault.ms === undefined) {
      throw new SandboxError(422, 'A latency needs ms.');
    }
    faults.add(fault);
    return {fault};
  },
  'DELETE /sandbox/faults': ({faults}) => {
    faults.clear();
    return {ok: true};
  },
  'GET /sandbox/events': ({events}) => ({deliveries: events.deliveries}),
  'POST /sandbox/events': async ({events, state}, body) => {
    const input = readEvent(body);
    if (state.webhooks.length === 0) {
      throw new SandboxError(422, 'No webhook is set up: start the stand-in with APP_URL, or POST /webhooks.');
    }
    return {deliveries: await events.happen(input)};
  },
  'GET /sandbox/settings': ({state}) => ({settings: state.settings}),
  'POST /sandbox/settings': ({state}, body) => {
    const given = Object.entries(parse(settingsSchema, body)).filter(([, value]) => value !== undefined);
    return {settings: Object.assign(state.settings, Object.fromEntries(given))};
  },
};

/** Answers one control. Any origin may call. */
export async function handleControl(
  api: Api,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const control = controls[`${request.method} ${url.pathname}`];
  try {
    if (!control) throw new SandboxError(404, `There is no control ${request.method} ${url.pathname}.`);
    const text = await readBody(request, 1024 * 1024);
    let body: unknown = {};
    try {
      if (text !== '') body = JSON.parse(text);
    } catch {
      throw new SandboxError(400, 'The body is not JSON.');
    }
    sendJson(response, 200, await control(api, body, url.searchParams));
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    sendJson(response, error.status, {error: error.message});
  }
}
