/** The collection of received webhooks: each is recorded before it is answered, and processed once. */
import {MongoServerError, type Collection, type Db, type IndexDescription} from 'mongodb';
import type {WebhookFacts} from './facts.ts';
import type {WebhookTopic} from './topics.ts';

export interface StoredWebhook extends WebhookFacts {
  /** `<shop>:<X-Shopify-Webhook-Id>`. Shopify: the id is the same at every retry of one delivery. */
  _id: string;
  shop: string;
  topic: WebhookTopic;
  /** When the thing happened, by Shopify's word; a late delivery is told by it. null: it did not say. */
  triggeredAt: Date | null;
  at: Date;
  /** null: still to be done. */
  processedAt: Date | null;
  /** How often it was tried. */
  attempts: number;
  /** Whoever processes it holds it until then; afterwards it is free for the next. */
  heldUntil: Date;
}

const daysKept = 30;

export const webhookIndexes: {collection: string; indexes: IndexDescription[]} = {
  collection: 'webhooks',
  indexes: [
    {key: {at: 1}, name: 'expire', expireAfterSeconds: daysKept * 86_400},
    {key: {processedAt: 1, heldUntil: 1}, name: 'unprocessed'},
    {key: {shop: 1}, name: 'by_shop'},
  ],
};

/** How long one attempt may take before another may begin. */
const holdMs = 30_000;

export function webhooks(db: Db): Collection<StoredWebhook> {
  return db.collection<StoredWebhook>('webhooks');
}

/** What is known of a delivery once its signature was checked. */
export interface Delivery {
  shop: string;
  webhookId: string;
  topic: WebhookTopic;
  triggeredAt: Date | null;
  facts: WebhookFacts;
}

/** Records a delivery, held by the caller for its first attempt.
 * @returns the record, or null if it was recorded before: then it is done, or will be. */
export async function recordWebhook(db: Db, delivery: Delivery): Promise<StoredWebhook | null> {
  const {shop, webhookId, topic, triggeredAt, facts} = delivery;
  const at = new Date();
  const record: StoredWebhook = {
    _id: `${shop}:${webhookId}`,
    shop,
    topic,
    ...facts,
    triggeredAt,
    at,
    processedAt: null,
    attempts: 1,
    heldUntil: new Date(at.getTime() + holdMs),
  };
  try {
    await webhooks(db).insertOne(record);
    return record;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === 11_000) return null;
    throw error;
  }
}

/** Takes the record that waits longest of those nobody holds and that are not done. */
export async function takeUnprocessed(db: Db): Promise<StoredWebhook | null> {
  const now = Date.now();
  return webhooks(db).findOneAndUpdate(
    {processedAt: null, heldUntil: {$lt: new Date(now)}},
    {$inc: {attempts: 1}, $set: {heldUntil: new Date(now + holdMs)}},
    {sort: {heldUntil: 1}, returnDocument: 'after'},
  );
}

/** Puts a record off after a failed attempt: half a minute, doubled with each attempt, at most an hour. */
export async function putOff(db: Db, record: StoredWebhook): Promise<void> {
  const ms = Math.min(holdMs * 2 ** (record.attempts - 1), 3_600_000);
  await webhooks(db).updateOne({_id: record._id, processedAt: null}, {$set: {heldUntil: new Date(Date.now() + ms)}});
}

/** Marks a record as done. Which orders were those of somebody who asked, or is to be forgotten, is forgotten with it. */
export async function markProcessed(db: Db, record: StoredWebhook): Promise<void> {
  const forgets = record.topic.startsWith('customers/') ? {ids: []} : {};
  await webhooks(db).updateOne({_id: record._id}, {$set: {processedAt: new Date(), ...forgets}});
}
