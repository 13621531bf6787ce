/** Writes what events say onto the requests they are about. */
import {ObjectId, type Filter} from 'mongodb';
import type {Context} from '../../context.ts';
import {requests} from '../../requests/store.ts';
import {ofRevision, type StoredMessage, type StoredRequest} from '../../requests/types.ts';
import {learn, type Learned} from './delivery.ts';
import {markEventProcessed, putOffEvent, takeUnprocessedEvent, type StoredEvent} from './store.ts';

/** While a request is being sent its messages are the courier's to write: the event waits. */
const courierWrites: StoredRequest['status'][] = ['queued', 'sending', 'unknown', 'preparing'];

/** An event that names a message nobody knows is looked at so often: its send may not have been written down yet. */
const mostLooks = 8;

/** Processes one recorded event. Never throws: a failure is logged, and the event put off. */
export async function processEvent(ctx: Context, record: StoredEvent): Promise<void> {
  try {
    const outcome = await apply(ctx, record);
    if (outcome === 'wait' || (outcome === 'unknown' && record.attempts < mostLooks)) {
      await putOffEvent(ctx.db, record);
    } else {
      await markEventProcessed(ctx.db, record, outcome === 'unknown' ? null : outcome.shop);
    }
  } catch (err) {
    ctx.log.error({err, event: record._id}, 'could not process an event of Postmark; it will be tried again');
    await putOffEvent(ctx.db, record).catch((cause: unknown) => ctx.log.error({err: cause}, 'could not put it off'));
  }
}

/** Processes every event that stands undone and unheld: for the sweeper. @returns how many were tried */
export async function reprocessEvents(ctx: Context, most = 500): Promise<number> {
  for (let tried = 0; tried < most; tried++) {
    const record = await takeUnprocessedEvent(ctx.db);
    if (!record) return tried;
    await processEvent(ctx, record);
  }
  return most;
}

type Outcome = {shop: string | null} | 'wait' | 'unknown';

async function apply(ctx: Context, record: StoredEvent): Promise<Outcome> {
  // Test emails belong to no request; some events to no message.
  if (record.key?.startsWith('test.') || (record.key === null && record.messageId === null)) return {shop: null};
  // Another event of the same message may be written in between: then look again.
  for (let attempt = 0; attempt < 5; attempt++) {
    const found = await findMessage(ctx, record);
    if (!found) return 'unknown';
    const {request, index, message} = found;
    if (courierWrites.includes(request.status) || message.state === 'sending' || message.state === 'pending') {
      return 'wait';
    }
    const learned = learn(message, record);
    if (!learned || (await write(ctx, request, index, learned))) return {shop: request.shop};
  }
  return 'wait';
}

interface Found {
  request: StoredRequest;
  index: number;
  message: StoredMessage;
}

/** By our key, which names the request; else by Postmark's id. The event names no shop: what it finds does. */
async function findMessage({db}: Context, {key, messageId}: StoredEvent): Promise<Found | null> {
  const id = key === null ? null : /^([0-9a-f]{24})\.\d+\.\d+$/.exec(key)?.[1];
  const filters: Filter<StoredRequest>[] = [
    ...(id ? [{_id: new ObjectId(id)}] : []),
    ...(messageId === null ? [] : [{'messages.messageId': messageId}]),
  ];
  for (const filter of filters) {
    const request = await requests(db).findOne(filter);
    const isIt = (one: StoredMessage) => one.key === key || (messageId !== null && one.messageId === messageId);
    const index = request?.messages.findIndex(isIt) ?? -1;
    const message = request?.messages[index];
    if (request && message) return {request, index, message};
  }
  return null;
}

/** @returns false if the message is not as it was read */
async function write(
  {db, log}: Context,
  request: StoredRequest,
  index: number,
  {event, detail, ...known}: Learned,
): Promise<boolean> {
  const before = request.messages[index];
  if (!before) return false;
  const after = request.messages.map((one, at) => (at === index ? {...one, ...known} : one));
  const undelivered = ofRevision(request, after).some(
    ({delivery}) => delivery === 'bounced' || delivery === 'complained',
  );
  const now = new Date();
  const at = `messages.${index}`;
  const {matchedCount} = await requests(db).updateOne(
    {
      _id: request._id,
      shop: request.shop,
      status: request.status,
      revision: request.revision,
      [`${at}.key`]: before.key,
      [`${at}.delivery`]: before.delivery,
      [`${at}.opened`]: before.opened,
    },
    {
      $set: {
        [`${at}.delivery`]: known.delivery,
        [`${at}.opened`]: known.opened,
        ...(known.deliveryAt ? {[`${at}.deliveryAt`]: known.deliveryAt} : {}),
        undelivered,
        updatedAt: now,
      },
      $push: {
        history: {$each: [{at: now, event, by: 'postmark', ...(detail ? {detail} : {})}], $slice: -200},
      },
    },
  );
  if (matchedCount === 1) log.info({shop: request.shop, request: request._id.toHexString(), event}, 'an email event');
  return matchedCount === 1;
}
