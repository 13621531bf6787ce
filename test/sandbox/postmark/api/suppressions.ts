/** `/message-streams`, and the suppressions of a stream. */
import {z} from 'zod';
import {serverId, type Stream} from '../state.ts';
import {eastern, parseEastern} from '../time.ts';
import {isAddress} from './addresses.ts';
import {reactivate} from './bounces.ts';
import type {Call, Route} from './call.ts';
import {ApiError} from './errors.ts';

const entries = z.object({Suppressions: z.array(z.object({EmailAddress: z.string()})).min(1)});
const refused = 'You do not have the required authority to change this suppression.';
const malformed = 'An invalid email address was provided.';

function find(call: Call): Stream {
  const stream = call.state.stream(call.params[0]!.toLowerCase());
  if (!stream) throw new ApiError(1226);
  return stream;
}

/** The addresses of a create or delete. @throws ApiError 1409, or 1410 above 50. */
function addresses(call: Call): string[] {
  const body = entries.safeParse(call.json());
  if (!body.success) throw new ApiError(1409);
  if (body.data.Suppressions.length > 50) throw new ApiError(1410);
  return body.data.Suppressions.map((entry) => entry.EmailAddress);
}

function dump(call: Call): unknown {
  const {query} = call;
  const reason = query.get('suppressionreason');
  if (reason !== undefined && !['HardBounce', 'SpamComplaint', 'ManualSuppression'].includes(reason)) {
    throw new ApiError(1404);
  }
  const origin = query.get('origin');
  if (origin !== undefined && !['Recipient', 'Customer', 'Admin'].includes(origin)) throw new ApiError(1405);
  const email = query.get('emailaddress')?.toLowerCase();
  const from = parseEastern(query.get('fromdate') ?? '', 'start')?.getTime();
  const to = parseEastern(query.get('todate') ?? '', 'end')?.getTime();
  return {
    Suppressions: [...find(call).suppressions.values()]
      .filter(
        (entry) =>
          (reason ?? entry.SuppressionReason) === entry.SuppressionReason &&
          (origin ?? entry.Origin) === entry.Origin &&
          (email ?? entry.EmailAddress.toLowerCase()) === entry.EmailAddress.toLowerCase() &&
          (from === undefined || entry.CreatedAt.getTime() >= from) &&
          (to === undefined || entry.CreatedAt.getTime() <= to),
      )
      .map((entry) => ({...entry, CreatedAt: eastern(entry.CreatedAt)})),
  };
}

function create(call: Call): unknown {
  const stream = find(call);
  const rows = addresses(call).map((EmailAddress) => {
    if (!isAddress(EmailAddress)) return {EmailAddress, Status: 'Failed', Message: malformed};
    const key = EmailAddress.toLowerCase();
    const existing = stream.suppressions.get(key);
    if (existing?.SuppressionReason === 'SpamComplaint') return {EmailAddress, Status: 'Failed', Message: refused};
    if (!existing) {
      stream.suppressions.set(key, {
        EmailAddress: key,
        SuppressionReason: 'ManualSuppression',
        Origin: 'Customer',
        CreatedAt: new Date(),
      });
      call.events.subscriptionChange(stream.ID, key, {suppress: true, origin: 'Customer'});
    }
    return {EmailAddress, Status: 'Suppressed', Message: null};
  });
  return {Suppressions: rows};
}

function remove(call: Call): unknown {
  const stream = find(call);
  const rows = addresses(call).map((EmailAddress) => {
    if (!isAddress(EmailAddress)) return {EmailAddress, Status: 'Failed', Message: malformed};
    const existing = stream.suppressions.get(EmailAddress.toLowerCase());
    if (existing?.SuppressionReason === 'SpamComplaint') return {EmailAddress, Status: 'Failed', Message: refused};
    if (existing) {
      reactivate(call.state, stream.ID, EmailAddress);
      call.events.subscriptionChange(stream.ID, EmailAddress, {suppress: false, origin: 'Customer'});
    }
    return {EmailAddress, Status: 'Deleted', Message: null};
  });
  return {Suppressions: rows};
}

function streamBody(stream: Stream, createdAt: Date) {
  return {
    ID: stream.ID,
    ServerID: serverId,
    Name: stream.Name,
    Description: null,
    MessageStreamType: stream.MessageStreamType,
    CreatedAt: eastern(createdAt),
    UpdatedAt: null,
    ArchivedAt: null,
    ExpectedPurgeDate: null,
    SubscriptionManagementConfiguration: {
      UnsubscribeHandlingType: stream.MessageStreamType === 'Broadcasts' ? 'Postmark' : 'None',
    },
  };
}

function list(call: Call): unknown {
  const type = call.query.get('messagestreamtype') ?? 'All';
  if (!['All', 'Inbound', 'Transactional', 'Broadcasts'].includes(type)) {
    throw new ApiError(1221, "The 'MessageStreamType' associated with this request was invalid.");
  }
  const MessageStreams = call.state.streams
    .filter((stream) => type === 'All' || stream.MessageStreamType === type)
    .map((stream) => streamBody(stream, call.state.startedAt));
  return {MessageStreams, TotalCount: MessageStreams.length};
}

export const streamRoutes: Route[] = [
  {method: 'GET', path: /^\/message-streams$/, operations: ['streams'], handle: list},
  {
    method: 'GET',
    path: /^\/message-streams\/([^/]+)$/,
    operations: ['streams'],
    handle: (call) => streamBody(find(call), call.state.startedAt),
  },
  {
    method: 'GET',
    path: /^\/message-streams\/([^/]+)\/suppressions\/dump$/,
    operations: ['suppressions'],
    handle: dump,
  },
  {method: 'POST', path: /^\/message-streams\/([^/]+)\/suppressions$/, operations: ['suppressions'], handle: create},
  {
    method: 'POST',
    path: /^\/message-streams\/([^/]+)\/suppressions\/delete$/,
    operations: ['suppressions'],
    handle: remove,
  },
];
