/** `/webhooks` and `GET /server`. */
import {z} from 'zod';
import {recordTypes, serverId, type Webhook} from '../state.ts';
import type {Call, Route} from './call.ts';
import {ApiError} from './errors.ts';

const trigger = z.object({
  Enabled: z.boolean(),
  PostFirstOpenOnly: z.boolean().optional(),
  IncludeContent: z.boolean().optional(),
});
const schema = z.object({
  ID: z.number().optional(),
  Url: z.string().optional(),
  MessageStream: z.string().optional(),
  HttpAuth: z.object({Username: z.string(), Password: z.string()}).nullish(),
  HttpHeaders: z.array(z.object({Name: z.string(), Value: z.string()})).nullish(),
  Triggers: z.partialRecord(z.enum(recordTypes), trigger).nullish(),
});
type Input = z.output<typeof schema>;

/** All triggers off, as Postmark keeps those that are not named. */
function noTriggers(): Webhook['Triggers'] {
  return {
    Open: {Enabled: false, PostFirstOpenOnly: false},
    Click: {Enabled: false},
    Delivery: {Enabled: false},
    Bounce: {Enabled: false, IncludeContent: false},
    SpamComplaint: {Enabled: false, IncludeContent: false},
    SubscriptionChange: {Enabled: false},
  };
}

function read(call: Call): Input {
  const parsed = schema.safeParse(call.json());
  if (!parsed.success) throw new ApiError(1361);
  const input = parsed.data;
  if (input.Url !== undefined && !/^https?:\/\/[^/]/.test(input.Url)) throw new ApiError(1354);
  if (input.HttpHeaders?.some((header) => !/^[\w!#$%&'*+.^`|~-]+$/.test(header.Name))) throw new ApiError(1358);
  return input;
}

/** Changes what the input names. A partial Triggers changes only those it gives (Webhooks API). */
function apply(webhook: Webhook, input: Input): Webhook {
  if (input.Url !== undefined) webhook.Url = input.Url;
  if (input.HttpAuth !== undefined) webhook.HttpAuth = input.HttpAuth;
  if (input.HttpHeaders !== undefined) webhook.HttpHeaders = input.HttpHeaders ?? [];
  for (const type of recordTypes) {
    const given = input.Triggers?.[type];
    if (!given) continue;
    const {Enabled, PostFirstOpenOnly, IncludeContent} = given;
    webhook.Triggers[type] = {
      ...webhook.Triggers[type],
      Enabled,
      ...(PostFirstOpenOnly === undefined ? {} : {PostFirstOpenOnly}),
      ...(IncludeContent === undefined ? {} : {IncludeContent}),
    };
  }
  return webhook;
}

function find(call: Call): Webhook {
  const webhook = call.state.webhooks.find((entry) => String(entry.ID) === call.params[0]);
  if (!webhook) throw new ApiError(1352);
  return webhook;
}

function body(webhook: Webhook) {
  const {HttpAuth, ...rest} = webhook;
  return {...rest, ...(HttpAuth ? {HttpAuth} : {}), Status: 'verified'};
}

function create(call: Call): unknown {
  const input = read(call);
  if (input.ID !== undefined) throw new ApiError(1356);
  if (input.Url === undefined) throw new ApiError(1354);
  const stream = call.state.stream(input.MessageStream ?? 'outbound');
  if (!stream) throw new ApiError(1226);
  if (stream.MessageStreamType === 'Inbound') {
    throw new ApiError(1351, 'Webhooks are not supported for inbound streams. Use InboundHookUrl.');
  }
  const webhook = apply(
    {
      ID: call.state.nextId(),
      Url: input.Url,
      MessageStream: stream.ID,
      HttpAuth: null,
      HttpHeaders: [],
      Triggers: noTriggers(),
    },
    input,
  );
  call.state.webhooks.push(webhook);
  return body(webhook);
}

function edit(call: Call): unknown {
  const webhook = find(call);
  const input = read(call);
  if (input.ID !== undefined || (input.MessageStream ?? webhook.MessageStream) !== webhook.MessageStream) {
    throw new ApiError(1357);
  }
  return body(apply(webhook, input));
}

function remove(call: Call): unknown {
  const webhook = find(call);
  call.state.webhooks.splice(call.state.webhooks.indexOf(webhook), 1);
  return {ErrorCode: 0, Message: `Webhook ${webhook.ID} removed.`};
}

function list(call: Call): unknown {
  const stream = call.query.get('messagestream');
  const found = call.state.webhooks.filter((entry) => (stream ?? entry.MessageStream) === entry.MessageStream);
  return {Webhooks: found.map(body)};
}

function server(): unknown {
  return {
    ID: serverId,
    Name: 'Sandbox',
    ApiTokens: [],
    Color: 'yellow',
    SmtpApiActivated: false,
    RawEmailEnabled: false,
    DeliveryType: 'Live',
    PostFirstOpenOnly: false,
    TrackOpens: false,
    TrackLinks: 'None',
    IncludeBounceContentInHook: false,
    EnableSmtpApiErrorHooks: false,
  };
}

export const webhookRoutes: Route[] = [
  {method: 'GET', path: /^\/webhooks$/, operations: ['webhooks'], handle: list},
  {method: 'POST', path: /^\/webhooks$/, operations: ['webhooks'], handle: create},
  {method: 'GET', path: /^\/webhooks\/([^/]+)$/, operations: ['webhooks'], handle: (call) => body(find(call))},
  {method: 'PUT', path: /^\/webhooks\/([^/]+)$/, operations: ['webhooks'], handle: edit},
  {method: 'DELETE', path: /^\/webhooks\/([^/]+)$/, operations: ['webhooks'], handle: remove},
  {method: 'GET', path: /^\/server$/, operations: ['server'], handle: server},
];
