/** Emails what is queued: reads the orders, renders, writes the intent, sends one batch, writes the outcomes. */
import type {Config} from '../../config.ts';
import type {OutgoingMessage} from '../../email/mailer.ts';
import {AppError} from '../../errors.ts';
import {servicesById, type StoredService} from '../../services/store.ts';
import {loadShop, type ShopDetails} from '../../shops/shops.ts';
import {notWithdrawn, requests} from '../store.ts';
import {isWithdrawn, type StoredMessage, type StoredRequest} from '../types.ts';
import {aboutToSay} from '../destination/told.ts';
import {holdBlocked} from './blocked.ts';
import {dispatch} from './dispatch.ts';
import {addressesOf, renderEmail, senderOf} from './email.ts';
import {fulfill} from './fulfill.ts';
import {mostToSend} from './heldAccount.ts';
import {messagesToSend, outgoing} from './messages.ts';
import {holdPaused} from './paused.ts';
import {readToSend, type Readable} from './read.ts';
import {requestMailing} from './requestMailing.ts';
import {putOff, type Round} from './round.ts';
import {submitToShopify} from './submission.ts';
import {letGo, takeUp} from './suspects.ts';

/** With at most 11 addresses each, 40 requests stay below Postmark's 500 messages a call. */
const batchSize = 40;

interface Ready extends Readable {
  messages: StoredMessage[];
  emails: OutgoingMessage[];
}

/** Sends a batch of what is due. @returns how many requests were looked at */
export async function sendDue(round: Round): Promise<number> {
  const {ctx, shop} = round;
  const most = await mostToSend(round, requestMailing, batchSize);
  if (most === 0) return 0;
  await holdPaused(round);
  const blocked = await holdBlocked(round);
  const due = await requests(ctx.db)
    .find({shop, status: 'queued', dueAt: {$lte: new Date()}, ...notWithdrawn})
    .sort({dueAt: 1, _id: 1})
    .limit(most)
    .toArray();
  const taken = await takeUp(round, due);
  try {
    await sendThese(round, taken, blocked);
  } finally {
    await letGo(round, taken);
  }
  return due.length;
}

async function sendThese(round: Round, due: StoredRequest[], blocked: ReadonlySet<string>): Promise<void> {
  if (due.length === 0) return;
  let ready: Ready[];
  try {
    ready = await prepare(round, due, blocked);
  } catch (error) {
    // What stopped one stopped all: Shopify away, or the shop disconnected.
    for (const request of due) await putOff(round, requestMailing, request, error);
    return;
  }
  await send(round, ready);
}

async function prepare(round: Round, due: StoredRequest[], blocked: ReadonlySet<string>): Promise<Ready[]> {
  const {ctx, shop} = round;
  const merchant = await loadShop(ctx, shop);
  const byId = await servicesById(
    ctx.db,
    shop,
    due.map(({serviceId}) => serviceId),
  );
  const ready: Ready[] = [];
  for (const result of await readToSend(round.admin, due)) {
    const service = byId.get(result.request.serviceId);
    try {
      if ('error' in result) throw result.error;
      // Paused in this moment: the next look holds it back.
      if (service?.status === 'paused') continue;
      if (service?.status !== 'active') throw new AppError('service_not_active');
      const submitted = await submitToShopify(round, result);
      if (submitted) ready.push(render(ctx.config, submitted, service, merchant, blocked));
    } catch (error) {
      await putOff(round, requestMailing, result.request, error);
    }
  }
  return ready;
}

function render(
  config: Config,
  readable: Readable,
  service: StoredService,
  merchant: ShopDetails,
  blocked: ReadonlySet<string>,
): Ready {
  const first = readable.items[0]?.fulfillmentOrder;
  const destination = first && aboutToSay(config, readable.request, first, service);
  const request = destination ? {...readable.request, destination} : readable.request;
  const rendered = renderEmail(config, {...readable, request}, service, merchant);
  const messages = messagesToSend(request, addressesOf(service), blocked);
  const sender = senderOf(config, service, merchant);
  const emails = messages
    .filter(({state}) => state === 'sending')
    .map((message) => outgoing(message, rendered, sender, 'fulfillment-request'));
  return {...readable, request, messages, emails};
}

async function send(round: Round, ready: Ready[]): Promise<void> {
  const letters = ready.map(({request, messages, emails}) => ({doc: request, messages, emails}));
  const after = await dispatch(round, requestMailing, letters);
  // Read moments ago, so it is known to have no fulfillment of ours yet.
  const sent = after.filter((one) => one.status === 'sent' && one.dueAt && !one.fulfillment && !isWithdrawn(one));
  await fulfill(round, sent);
}
