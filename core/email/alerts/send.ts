/** Emails merchants who want it that emails to a service do not arrive: one per service and hour, once and only once. */
import {ObjectId} from 'mongodb';
import type {Config} from '../../config.ts';
import type {Context} from '../../context.ts';
import {toAppError} from '../../toAppError.ts';
import {outgoing} from '../../requests/courier/messages.ts';
import {requests} from '../../requests/store.ts';
import {services} from '../../services/store.ts';
import {loadShop} from '../../shops/shops.ts';
import {blockKey} from '../health/blocks.ts';
import {messageIdByEvent} from '../events/store.ts';
import {isStopped} from './address.ts';
import {alerts, nextAt, type StoredAlert} from './store.ts';
import {renderAlert, type AlertCounts} from './words.ts';

/** One run sends so many. */
const most = 20;
/** So often is looked whether an address that takes no alerts does again, in ms. */
const stoppedMs = 600_000;
/** Pause before the next try of one that surely was not sent, or whose outcome is not known, in ms. */
const againMs = 60_000;

/** Sends the alerts that are due. May run in many processes at once. @returns how many were sent */
export async function sendAlerts(ctx: Context, now = new Date()): Promise<number> {
  const holdMs = ctx.config.OUTSIDE_TIMEOUT_SECONDS * 3000 + 30_000;
  let sent = 0;
  for (let taken = 0; taken < most; taken++) {
    const until = performance.now() + holdMs;
    const alert = await alerts(ctx.db).findOneAndUpdate(
      {dueAt: {$lte: now}, heldUntil: {$lte: now}},
      {$set: {heldUntil: new Date(now.getTime() + holdMs)}},
      {sort: {dueAt: 1}, returnDocument: 'after'},
    );
    if (!alert) break;
    try {
      if (await sendOne(ctx, alert, {now, mayCall: () => performance.now() < until})) sent++;
    } catch (thrown) {
      ctx.log.warn({err: toAppError(thrown), shop: alert.shop}, 'an alert could not be sent; it is tried again');
      await write(ctx, alert, {heldUntil: new Date(now.getTime() + againMs)});
    }
  }
  return sent;
}

interface Turn {
  now: Date;
  mayCall: () => boolean;
}

async function sendOne(ctx: Context, alert: StoredAlert, {now, mayCall}: Turn): Promise<boolean> {
  const {db, config} = ctx;
  const {_id, shop} = alert;
  const again = new Date(now.getTime() + againMs);
  if (alert.sending) {
    const {key, at} = alert.sending;
    if ((await messageIdByEvent(db, key)) ?? (await ctx.mailer.find(key))) return finish(ctx, alert, now, at);
    // As with requests: not found counts only once Postmark has had time to show it.
    if (now.getTime() < at.getTime() + config.POSTMARK_SETTLED_SECONDS * 1000) {
      await write(ctx, alert, {heldUntil: again});
      return false;
    }
  }
  const service = await services(db).findOne({_id: new ObjectId(_id), shop});
  const to = service?.settings.alertEmail;
  const counts = await countsOf(ctx, shop, _id);
  // Switched off, or seen to, meanwhile.
  if (!to || Object.values(counts).every((count) => count === 0)) return finish(ctx, alert, now, null);
  const stop = async (more: Partial<StoredAlert> = {}): Promise<boolean> => {
    await write(ctx, alert, {...more, sending: null, heldUntil: new Date(now.getTime() + stoppedMs)});
    return false;
  };
  if (await isStopped(ctx, alert, to)) return stop();
  const merchant = await loadShop(ctx, shop);
  const rendered = renderAlert(service.settings.locale, {
    service: service.name,
    shop: merchant.name,
    url: pageOf(config, shop, _id),
    counts,
  });
  const key = alert.sending?.key ?? `alert.${_id}.${alert.number + 1}`;
  const intent = {sending: {key, at: now}, number: alert.sending ? alert.number : alert.number + 1};
  if (!(await write(ctx, alert, intent))) return false;
  const sender = {address: config.EMAIL_FROM, name: rendered.from, replyTo: null};
  const [outcome] = await ctx.mailer.send([outgoing({key, address: to}, rendered, sender, 'alert')], {mayCall});
  switch (outcome?.kind) {
    case 'accepted':
      return finish(ctx, alert, now, now);
    case 'refused':
      ctx.log.warn({shop, code: outcome.code}, 'an alert was refused');
      // One that is blocked is known by its block.
      if (outcome.code === 'email_recipient_inactive') return stop();
      return stop({failed: {key: blockKey(config.POSTMARK_MESSAGE_STREAM, to), state: 'refused'}});
    case 'retry':
    case 'account':
      await write(ctx, alert, {sending: null, heldUntil: again});
      return false;
    case 'unknown':
    case undefined:
      await write(ctx, alert, {heldUntil: again});
      return false;
  }
}

/** Writes if this is still the one who holds it. */
async function write({db}: Context, {_id, shop, heldUntil}: StoredAlert, set: Partial<StoredAlert>): Promise<boolean> {
  const {matchedCount} = await alerts(db).updateOne({_id, shop, heldUntil}, {$set: set});
  return matchedCount === 1;
}

/** @param sentAt null: none was sent. @returns whether one was */
async function finish(ctx: Context, alert: StoredAlert, now: Date, sentAt: Date | null): Promise<boolean> {
  const {_id, shop, heldUntil, marks} = alert;
  const lastAt = sentAt ?? alert.lastAt;
  const done = {sending: null, lastAt, heldUntil: new Date(0)};
  const mine = {_id, shop, heldUntil};
  const {matchedCount} = await alerts(ctx.db).updateOne({...mine, marks}, {$set: {...done, dueAt: null}});
  // Something happened meanwhile: the next alert tells.
  if (matchedCount === 0) await alerts(ctx.db).updateOne(mine, {$set: {...done, dueAt: nextAt(lastAt, now)}});
  if (sentAt) ctx.log.info({shop, service: _id}, 'told the merchant that emails do not arrive');
  return sentAt !== null;
}

async function countsOf({db}: Context, shop: string, serviceId: string): Promise<AlertCounts> {
  const own = {shop, serviceId, status: {$ne: 'cancelled' as const}};
  const [complained, undelivered, waiting, untold] = await Promise.all([
    requests(db).countDocuments({...own, undelivered: true, 'messages.delivery': 'complained'}),
    requests(db).countDocuments({...own, undelivered: true}),
    requests(db).countDocuments({...own, status: 'queued', 'failure.code': 'email_address_blocked'}),
    requests(db).countDocuments({shop, serviceId, noticeAlarm: true}),
  ]);
  return {complained, bounced: undelivered - complained, waiting, untold};
}

/** Shopify: where the app's pages are in the admin. */
function pageOf({ADMIN_ORIGIN, SHOPIFY_API_KEY}: Config, shop: string, serviceId: string): string {
  const store = shop.replace(/\.myshopify\.com$/, '');
  return `${ADMIN_ORIGIN ?? 'https://admin.shopify.com'}/store/${store}/apps/${SHOPIFY_API_KEY}/services/${serviceId}`;
}
