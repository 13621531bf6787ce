/** What Postmark knows of an email or of bounces, in the words of its webhooks: what they should have told. */
import type {Models} from 'postmark';
import {AppError} from '../../errors.ts';
import {callPostmark, type PostmarkConfig} from '../transport.ts';

/** A webhook's body, put together from an answer of the API. */
type Told = Record<string, unknown>;

/** Postmark: at most so many bounces a page, and so many in all. */
const pageSize = 500;
const mostBounces = 10_000;

/** Everything that happened to an email; null: Postmark does not show it (yet, or any more).
 * @throws AppError `email_unavailable` if it cannot be asked */
export async function readEvents(config: PostmarkConfig, messageId: string): Promise<Told[] | null> {
  const details = await ask(config, (client) => client.getOutboundMessageDetails(messageId));
  if (details === null) return null;
  const events = Array.isArray(details['MessageEvents']) ? (details['MessageEvents'] as Told[]) : [];
  const {Metadata, MessageStream} = details;
  const told: Told[] = [];
  for (const {Type, Recipient, ReceivedAt, Details} of events) {
    const common = {MessageID: messageId, Metadata, MessageStream, Recipient, ReceivedAt};
    const more = (typeof Details === 'object' && Details !== null ? Details : {}) as Told;
    if (Type === 'Delivered') told.push({...common, RecordType: 'Delivery', DeliveredAt: ReceivedAt});
    if (Type === 'Transient') told.push({...common, RecordType: 'Bounce', Type: 'Transient'});
    if (Type === 'Opened') told.push({...common, RecordType: 'Open'});
    if (Type === 'Bounced') told.push({...common, ...(await readBounce(config, more['BounceID']))});
    if (Type === 'SubscriptionChanged') {
      const SuppressSending = String(more['SuppressSending']).toLowerCase() === 'true';
      told.push({...common, RecordType: 'SubscriptionChange', SuppressSending, ChangedAt: ReceivedAt});
    }
  }
  return told;
}

/** The bounces and complaints since then, of the emails of this app's stream.
 * @throws AppError `email_unavailable` if they cannot all be read */
export async function readBounces(config: PostmarkConfig, since: Date): Promise<Told[]> {
  // Postmark reads dates as US Eastern: a day earlier is early enough anywhere.
  const fromDate = new Date(since.getTime() - 86_400_000).toISOString().slice(0, 10);
  const messageStream = config.POSTMARK_MESSAGE_STREAM;
  const told: Told[] = [];
  for (let offset = 0; offset + pageSize <= mostBounces; offset += pageSize) {
    const filter = {count: pageSize, offset, fromDate, messageStream};
    const page = await ask(config, (client) => client.getBounces(filter));
    const rows = page && Array.isArray(page['Bounces']) ? (page['Bounces'] as Told[]) : null;
    if (!rows) throw new AppError('email_unavailable', {cause: new Error('Postmark answered without bounces')});
    told.push(...rows.filter(({BouncedAt}) => !(new Date(String(BouncedAt)) < since)).map(asWebhook));
    if (rows.length < pageSize) break;
  }
  return told;
}

async function readBounce(config: PostmarkConfig, id: unknown): Promise<Told> {
  const number = Number(id);
  const bounce = Number.isSafeInteger(number) ? await ask(config, (client) => client.getBounce(number)) : null;
  // That it bounced is sure; of what kind is not known.
  return bounce ? asWebhook(bounce) : {RecordType: 'Bounce', Type: 'Unknown'};
}

/** Postmark: a complaint is in the list of bounces, and has a webhook of its own. */
function asWebhook({ID, Type, Inactive, Email, MessageID, MessageStream, BouncedAt}: Told): Told {
  const RecordType = Type === 'SpamComplaint' ? Type : 'Bounce';
  return {RecordType, ID, Type, Inactive, Email, MessageID, MessageStream, BouncedAt};
}

type Call = Parameters<typeof callPostmark>[1];

/** The body of a 200; null where Postmark says that there is no such thing. */
async function ask(config: PostmarkConfig, call: Call): Promise<Told | null> {
  const answer = await callPostmark(config, call);
  if (answer.kind === 'answer' && typeof answer.body === 'object' && answer.body !== null) {
    if (answer.status === 200) return answer.body as Told;
    const {ErrorCode} = answer.body as Partial<Models.DefaultResponse>;
    // Postmark: 701 no such message, 1001 no such bounce; both with HTTP 422.
    if (answer.status === 422 && (ErrorCode === 701 || ErrorCode === 1001)) return null;
  }
  const reason = answer.kind === 'answer' ? `HTTP ${answer.status}` : answer.reason;
  throw new AppError('email_unavailable', {cause: new Error(`Postmark could not be asked: ${reason}`)});
}
