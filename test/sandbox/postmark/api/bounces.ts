/** `/bounces`, activation, and `/deliverystats`. */
import type {Bounce} from '../state.ts';
import {serverId} from '../state.ts';
import {parseEastern, utc} from '../time.ts';
import {bounceType, bounceTypes} from './bounce-types.ts';
import {paging, type Call, type Route} from './call.ts';
import {ApiError} from './errors.ts';

/** A bounce as the API and the webhook show it, but for Content. */
export function bounceBody(bounce: Bounce) {
  const {message, type} = bounce;
  return {
    RecordType: type.type === 'SpamComplaint' ? 'SpamComplaint' : 'Bounce',
    ID: bounce.ID,
    Type: type.type,
    TypeCode: type.code,
    Name: type.name,
    Tag: message.Tag,
    MessageID: message.MessageID,
    ServerID: serverId,
    MessageStream: message.MessageStream,
    Description: type.description,
    Details: bounce.Details,
    Email: bounce.Email,
    From: message.addresses.From.Email,
    BouncedAt: utc(bounce.at),
    DumpAvailable: true,
    Inactive: bounce.Inactive,
    CanActivate: bounce.CanActivate,
    Subject: message.Subject,
  };
}

/** The raw report behind a bounce. */
export function bounceDump(bounce: Bounce): string {
  return `Return-Path: <>\r\nTo: ${bounce.message.addresses.From.Email}\r\nSubject: ${bounce.type.name}\r\n\r\nFinal-Recipient: rfc822; ${bounce.Email}\r\nDiagnostic-Code: smtp; ${bounce.Details}\r\n`;
}

function find(call: Call): Bounce {
  const bounce = call.state.bounces.find((entry) => String(entry.ID) === call.params[0]);
  if (!bounce) throw new ApiError(1001);
  return bounce;
}

/** Lifts the suppression of a hard bounce and marks its bounces active. Postmark: both ways of doing it are one (Suppressions API). */
export function reactivate(state: Call['state'], stream: string, email: string): void {
  state.stream(stream)?.suppressions.delete(email.toLowerCase());
  for (const bounce of state.bounces) {
    if (bounce.message.MessageStream === stream && bounce.Email.toLowerCase() === email.toLowerCase()) {
      bounce.Inactive = false;
    }
  }
}

function list(call: Call): unknown {
  const {count, offset} = paging(call, 1000);
  const {query} = call;
  const type = query.get('type');
  if (type !== undefined && !bounceType(type)) throw new ApiError(1000, `'${type}' is not a bounce type.`);
  const inactive = query.get('inactive')?.toLowerCase();
  if (inactive !== undefined && inactive !== 'true' && inactive !== 'false') {
    throw new ApiError(1000, "Parameter 'inactive' should be true or false.");
  }
  const date = (name: string, edge: 'start' | 'end'): number | null => {
    const text = query.get(name);
    if (text === undefined) return null;
    const at = parseEastern(text, edge);
    if (!at) throw new ApiError(1000, `Parameter '${name}' should be a date/time value.`);
    return at.getTime();
  };
  const [from, to] = [date('fromdate', 'start'), date('todate', 'end')];
  const stream = query.get('messagestream') ?? 'outbound';
  const part = query.get('emailfilter')?.toLowerCase() ?? '';
  const found = call.state.bounces
    .filter(
      (bounce) =>
        bounce.message.MessageStream === stream &&
        bounce.Email.toLowerCase().includes(part) &&
        (type === undefined || bounce.type === bounceType(type)) &&
        (inactive === undefined || bounce.Inactive === (inactive === 'true')) &&
        (query.get('tag') ?? bounce.message.Tag) === bounce.message.Tag &&
        (query.get('messageid') ?? bounce.message.MessageID) === bounce.message.MessageID &&
        (from === null || bounce.at.getTime() >= from) &&
        (to === null || bounce.at.getTime() <= to),
    )
    .toReversed();
  return {TotalCount: found.length, Bounces: found.slice(offset, offset + count).map(bounceBody)};
}

function activate(call: Call): unknown {
  const bounce = find(call);
  if (!bounce.CanActivate) throw new ApiError(1003);
  reactivate(call.state, bounce.message.MessageStream, bounce.Email);
  call.events.subscriptionChange(bounce.message.MessageStream, bounce.Email, {suppress: false, origin: 'Customer'});
  return {Message: 'OK', Bounce: {...bounceBody(bounce), Content: bounceDump(bounce)}};
}

function deliveryStats(call: Call): unknown {
  const {bounces} = call.state;
  const counts = bounceTypes
    .map((type) => ({Name: type.name, Count: bounces.filter((bounce) => bounce.type === type).length, Type: type.type}))
    .filter((entry) => entry.Count > 0);
  return {
    InactiveMails: bounces.filter((bounce) => bounce.Inactive).length,
    Bounces: [{Name: 'All', Count: bounces.length}, ...counts],
  };
}

export const bounceRoutes: Route[] = [
  {method: 'GET', path: /^\/deliverystats$/i, operations: ['bounces'], handle: deliveryStats},
  {method: 'GET', path: /^\/bounces$/, operations: ['bounces'], handle: list},
  {
    method: 'GET',
    path: /^\/bounces\/([^/]+)$/,
    operations: ['bounces'],
    handle: (call) => ({...bounceBody(find(call)), Content: bounceDump(find(call))}),
  },
  {
    method: 'GET',
    path: /^\/bounces\/([^/]+)\/dump$/,
    operations: ['bounces'],
    handle: (call) => ({Body: bounceDump(find(call))}),
  },
  {method: 'PUT', path: /^\/bounces\/([^/]+)\/activate$/, operations: ['activate'], handle: activate},
];
