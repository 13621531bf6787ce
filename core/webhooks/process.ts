/** Does what recorded webhooks ask for, after they were answered; what a crash left undone is done by the next call. */
import type {Context} from '../context.ts';
import {askForAlignment, askForChanged} from '../requests/alignment/ask.ts';
import {askForAdoption} from '../requests/courier/lease.ts';
import {noticeLocations} from '../services/notice.ts';
import {offlineSessionId, sessions} from '../shops/sessionStore.ts';
import {uninstallShop} from '../shops/uninstall.ts';
import {redactOrders} from './redactCustomer.ts';
import {redactShop} from './redactShop.ts';
import {markProcessed, putOff, takeUnprocessed, type StoredWebhook} from './store.ts';
import {effectOf} from './topics.ts';

/** What the handlers need of the world. */
export interface WebhookDeps {
  ctx: Context;
  /** Has a worker look at a shop's requests soon. */
  deliver: (shop: string) => Promise<void>;
}

/** Does what one record asks for and marks it as done. Every effect may happen twice without harm, for a crash can come before the mark.
 * Never throws: a failure is logged and the record put off. */
export async function processWebhook(deps: WebhookDeps, record: StoredWebhook): Promise<void> {
  const {shop, topic, attempts} = record;
  const log = deps.ctx.log.child({shop, topic, webhook: record._id});
  try {
    if (await takeEffect(deps, record)) {
      await putOff(deps.ctx.db, record);
      return;
    }
    await markProcessed(deps.ctx.db, record);
    log.info('processed a webhook');
  } catch (error) {
    log.error({err: error, attempts}, 'could not process a webhook; it will be tried again');
    // If that fails too, the hold of this attempt runs out by itself.
    await putOff(deps.ctx.db, record).catch((err: unknown) => log.error({err}, 'could not put off a webhook'));
  }
}

/** Processes every record that stands undone and unheld: for the sweeper.
 * @param most stops after so many, so that a flood does not keep the sweeper from the rest of its work
 * @returns how many were tried */
export async function reprocessWebhooks(deps: WebhookDeps, most = 200): Promise<number> {
  for (let tried = 0; tried < most; tried++) {
    const record = await takeUnprocessed(deps.ctx.db);
    if (!record) return tried;
    await processWebhook(deps, record);
  }
  return most;
}

/** @returns true: it is to be looked at once more */
async function takeEffect({ctx, deliver}: WebhookDeps, record: StoredWebhook): Promise<boolean | void> {
  const effect = effectOf(record.topic);
  switch (effect) {
    case 'note':
      return;
    case 'adopt':
      await askForAdoption(ctx.db, record.shop);
      return deliver(record.shop);
    case 'look':
      return deliver(record.shop);
    case 'align':
      await askForAlignment(ctx.db, record.shop, record.ids);
      return deliver(record.shop);
    case 'changed':
      return (await askForChanged(ctx.db, record.shop, record.ids)) ? deliver(record.shop) : undefined;
    case 'uninstalled':
      return uninstallShop(ctx, record.shop, record.triggeredAt ?? record.at);
    case 'services':
      return noticeLocations(
        ctx,
        record.shop,
        record.ids.filter((id) => id.startsWith('gid://shopify/Location/')),
      );
    case 'scopes':
      return scopesChanged(ctx, record);
    case 'redactCustomer':
      return redactOrders(ctx.db, record.shop, record.ids);
    case 'redactShop':
      return redactShop(ctx, record.shop, record._id);
  }
}

/** Shopify: app/scopes_update; the access token stays the same and can do more, or less. A session stored later knows better. */
async function scopesChanged({db}: Context, record: StoredWebhook): Promise<void> {
  if (!record.scopes) return;
  await sessions(db).updateOne(
    {_id: offlineSessionId(record.shop), storedAt: {$lte: record.triggeredAt ?? record.at}},
    {$set: {scope: record.scopes.join(',')}},
  );
}
