/** Emails of requests, and of whatever else is stored as {@link Mailed}, for the events that tell of them. */
import {ObjectId, type Collection, type Db, type Filter} from 'mongodb';
import type {Context} from '../context.ts';
import type {Learned} from '../email/events/delivery.ts';
import type {MessageOwner, QuietOptions} from '../email/events/owners.ts';
import type {EmailEvent} from '../email/events/parse.ts';
import {requests} from './store.ts';
import {ofRevision, type Mailed, type StoredMessage} from './types.ts';

/** While it is being sent its messages are the courier's to write. */
const courierWrites = ['queued', 'sending', 'unknown', 'preparing'];

type Sent = Mailed & {status: string; serviceId: string};

export interface MailedKind {
  collection: (db: Db) => {collectionName: string};
  /** What is set beside what an event told. */
  mark?: Partial<Record<string, unknown>>;
  /** What follows once it is written. */
  written?: (db: Db, id: ObjectId, shop: string) => Promise<void>;
}

/** The owner of the emails of one kind. */
export function ownerOf(kind: MailedKind): MessageOwner {
  const inDatabase = (db: Db) => db.collection<Sent>(kind.collection(db).collectionName);
  return {
    async find(db, event) {
      const found = await findMessage(inDatabase(db), event);
      if (!found) return null;
      const {mailed, message} = found;
      const {shop, serviceId, status} = mailed;
      return {
        shop,
        serviceId,
        delivery: message.delivery,
        opened: message.opened,
        ...(message.deliveryAt ? {deliveryAt: message.deliveryAt} : {}),
        beingSent: courierWrites.includes(status) || message.state === 'sending' || message.state === 'pending',
        async write(ctx, learned) {
          const written = await write(inDatabase(ctx.db), found, learned, kind.mark ?? {}, ctx.log);
          if (written) await kind.written?.(ctx.db, mailed._id, shop);
          return written;
        },
      };
    },
    takeQuiet: (db, options) => takeQuiet(inDatabase(db), options),
  };
}

export const requestEmails = ownerOf({collection: requests});

interface Found {
  mailed: Sent;
  index: number;
  message: StoredMessage;
}

async function findMessage(
  collection: Collection<Sent>,
  {key, messageId}: Pick<EmailEvent, 'key' | 'messageId'>,
): Promise<Found | null> {
  const id = key === null ? null : /^([0-9a-f]{24})\.\d+\.\d+$/.exec(key)?.[1];
  const filters: Filter<Sent>[] = [
    ...(id ? [{_id: new ObjectId(id)}] : []),
    ...(messageId === null ? [] : [{'messages.messageId': messageId}]),
  ];
  const isIt = (one: StoredMessage) => one.key === key || (messageId !== null && one.messageId === messageId);
  for (const filter of filters) {
    const mailed = await collection.findOne(filter);
    const index = mailed?.messages.findIndex(isIt) ?? -1;
    const message = mailed?.messages[index];
    if (mailed && message) return {mailed, index, message};
  }
  return null;
}

/** Whether more is to come of it. */
const isQuiet = ({state, delivery}: StoredMessage) =>
  state === 'accepted' && (delivery === 'accepted' || delivery === 'delayed');

async function takeQuiet(collection: Collection<Sent>, {now, waitMs, forMs}: QuietOptions): Promise<string[]> {
  for (;;) {
    const [mailed] = await collection
      .find({quietSince: {$lte: new Date(now.getTime() - waitMs)}})
      .sort({quietSince: 1})
      .limit(1)
      .toArray();
    if (!mailed?.quietSince) return [];
    // The next look when it is twice as old.
    const age = now.getTime() - (mailed.sendingAt ?? mailed.quietSince).getTime();
    const next = new Date(now.getTime() + Math.max(age, waitMs) - waitMs);
    const {matchedCount} = await collection.updateOne(
      {_id: mailed._id, shop: mailed.shop, quietSince: mailed.quietSince},
      age > forMs ? {$unset: {quietSince: ''}} : {$set: {quietSince: next}},
    );
    const messages = ofRevision(mailed, mailed.messages).filter(isQuiet);
    const ids = messages.flatMap(({messageId}) => messageId ?? []);
    if (matchedCount === 1 && ids.length > 0) return ids;
  }
}

/** @returns false if the message is not as it was read */
async function write(
  collection: Collection<Sent>,
  {mailed, index, message}: Found,
  {event, detail, ...known}: Learned,
  mark: object,
  log: Context['log'],
): Promise<boolean> {
  const after = mailed.messages.map((one, at) => (at === index ? {...one, ...known} : one));
  const undelivered = ofRevision(mailed, after).some(
    ({delivery}) => delivery === 'bounced' || delivery === 'complained',
  );
  const now = new Date();
  const at = `messages.${index}`;
  const gone: Record<string, ''> = {
    ...(ofRevision(mailed, after).some(isQuiet) ? {} : {quietSince: ''}),
    ...(known.deliveryAt ? {} : {[`${at}.deliveryAt`]: ''}),
  };
  const entry = {at: now, event: event ?? '', by: 'postmark', ...(detail ? {detail} : {})};
  const {matchedCount} = await collection.updateOne(
    {
      _id: mailed._id,
      shop: mailed.shop,
      status: mailed.status,
      revision: mailed.revision,
      [`${at}.key`]: message.key,
      [`${at}.delivery`]: message.delivery,
      [`${at}.opened`]: message.opened,
      // Null: where there is none.
      [`${at}.deliveryAt`]: message.deliveryAt ?? null,
    },
    {
      $set: {
        [`${at}.delivery`]: known.delivery,
        [`${at}.opened`]: known.opened,
        ...(known.deliveryAt ? {[`${at}.deliveryAt`]: known.deliveryAt} : {}),
        undelivered,
        updatedAt: now,
        ...mark,
      },
      ...(Object.keys(gone).length > 0 ? {$unset: gone} : {}),
      ...(event ? {$push: {history: {$each: [entry], $slice: -200}}} : {}),
    },
  );
  if (matchedCount === 1 && event) log.info({shop: mailed.shop, id: mailed._id.toHexString(), event}, 'an email event');
  return matchedCount === 1;
}
