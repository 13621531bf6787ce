/** Writes what events say onto the requests and notices they are about. */
import {ObjectId, type Collection, type Filter} from 'mongodb';
import type {Context} from '../../context.ts';
import {notices, tellRequest} from '../../notices/store.ts';
import {requests} from '../../requests/store.ts';
import {ofRevision, type Mailed, type StoredMessage} from '../../requests/types.ts';
import {learn, type Learned} from './delivery.ts';
import {markEventProcessed, putOffEvent, takeUnprocessedEvent, type StoredEvent} from './store.ts';

/** While a request or a notice is being sent its messages are the courier's to write: the event waits. */
const courierWrites = ['queued', 'sending', 'unknown', 'preparing'];

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
    const {mailed, message} = found;
    if (courierWrites.includes(mailed.status) || message.state === 'sending' || message.state === 'pending') {
      return 'wait';
    }
    const learned = learn(message, record);
    if (!learned || (await write(ctx, found, learned))) return {shop: mailed.shop};
  }
  return 'wait';
}

/** A request or a notice. */
type Sent = Mailed & {status: string};

interface Found {
  collection: Collection<Sent>;
  mailed: Sent;
  index: number;
  message: StoredMessage;
}

/** By our key, which names the request or the notice; else by Postmark's id. The event names no shop: what it finds does. */
async function findMessage({db}: Context, {key, messageId}: StoredEvent): Promise<Found | null> {
  const id = key === null ? null : /^([0-9a-f]{24})\.\d+\.\d+$/.exec(key)?.[1];
  const filters: Filter<Sent>[] = [
    ...(id ? [{_id: new ObjectId(id)}] : []),
    ...(messageId === null ? [] : [{'messages.messageId': messageId}]),
  ];
  const isIt = (one: StoredMessage) => one.key === key || (messageId !== null && one.messageId === messageId);
  for (const filter of filters) {
    for (const name of [requests(db).collectionName, notices(db).collectionName]) {
      const collection = db.collection<Sent>(name);
      const mailed = await collection.findOne(filter);
      const index = mailed?.messages.findIndex(isIt) ?? -1;
      const message = mailed?.messages[index];
      if (mailed && message) return {collection, mailed, index, message};
    }
  }
  return null;
}

/** @returns false if the message is not as it was read */
async function write(
  {db, log}: Context,
  {collection, mailed, index, message}: Found,
  {event, detail, ...known}: Learned,
): Promise<boolean> {
  const after = mailed.messages.map((one, at) => (at === index ? {...one, ...known} : one));
  const undelivered = ofRevision(mailed, after).some(
    ({delivery}) => delivery === 'bounced' || delivery === 'complained',
  );
  const now = new Date();
  const at = `messages.${index}`;
  const isNotice = collection.collectionName === notices(db).collectionName;
  const written = await collection.findOneAndUpdate(
    {
      _id: mailed._id,
      shop: mailed.shop,
      status: mailed.status,
      revision: mailed.revision,
      [`${at}.key`]: message.key,
      [`${at}.delivery`]: message.delivery,
      [`${at}.opened`]: message.opened,
    },
    {
      $set: {
        [`${at}.delivery`]: known.delivery,
        [`${at}.opened`]: known.opened,
        ...(known.deliveryAt ? {[`${at}.deliveryAt`]: known.deliveryAt} : {}),
        undelivered,
        updatedAt: now,
        ...(isNotice ? {untold: true} : {}),
      },
      $push: {
        history: {$each: [{at: now, event, by: 'postmark', ...(detail ? {detail} : {})}], $slice: -200},
      },
    },
    {returnDocument: 'after'},
  );
  if (!written) return false;
  log.info({shop: mailed.shop, id: mailed._id.toHexString(), event}, 'an email event');
  if (isNotice) {
    const notice = await notices(db).findOne({_id: mailed._id, shop: mailed.shop});
    if (notice) await tellRequest(db, notice);
  }
  return true;
}
