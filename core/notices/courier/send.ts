/** Emails the notices that are due, as requests are: their intent first, one batch, their outcomes. */
import type {OutgoingMessage} from '../../email/mailer.ts';
import type {RenderedEmail} from '../../email/render/render.ts';
import {AppError, errorTable} from '../../errors.ts';
import {stillBlocked} from '../../requests/courier/blocked.ts';
import {dispatch} from '../../requests/courier/dispatch.ts';
import {addressesOf, senderOf} from '../../requests/courier/email.ts';
import {mostToSend} from '../../requests/courier/heldAccount.ts';
import type {Letter} from '../../requests/courier/mailing.ts';
import {messagesToSend, outgoing} from '../../requests/courier/messages.ts';
import {putOff, type Round} from '../../requests/courier/round.ts';
import {servicesById, type StoredService} from '../../services/store.ts';
import {loadShop, type ShopDetails} from '../../shops/shops.ts';
import {notices, tellRequest} from '../store.ts';
import type {StoredNotice} from '../types.ts';
import {renderNotice} from './email.ts';
import {noticeMailing} from './mailing.ts';
import {placeChanges} from './places.ts';
import {readTitles} from './titles.ts';

/** As many as of requests. */
const batchSize = 40;

/** Sends a batch of what is due. @returns how many notices were looked at */
export async function sendNotices(round: Round): Promise<number> {
  const {ctx, shop} = round;
  for (const untold of await notices(ctx.db).find({shop, untold: true}).limit(100).toArray()) {
    await tellRequest(ctx.db, untold);
  }
  const most = await mostToSend(round, noticeMailing, batchSize);
  if (most === 0) return 0;
  const due = await notices(ctx.db)
    .find({shop, status: 'queued', dueAt: {$lte: new Date()}})
    .sort({dueAt: 1, _id: 1})
    .limit(most)
    .toArray();
  if (due.length === 0) return 0;
  let ready: Ready[];
  try {
    ready = await prepare(round, due);
  } catch (error) {
    for (const notice of due) await putOff(round, noticeMailing, notice, error);
    return due.length;
  }
  await dispatch(round, noticeMailing, ready);
  return due.length;
}

type Ready = Letter<StoredNotice> & {emails: OutgoingMessage[]};

async function prepare(round: Round, due: StoredNotice[]): Promise<Ready[]> {
  const {ctx, shop} = round;
  const merchant = await loadShop(ctx, shop);
  // Whatever their status: a service that is being removed has to know all the more.
  const byId = await servicesById(
    ctx.db,
    shop,
    due.map(({serviceId}) => serviceId),
  );
  const all = await placeChanges(round, due, byId);
  const titles = await readTitles(
    round,
    all.map(({notice}) => notice),
  );
  const addresses = all.flatMap(({notice}) => addressesFor(notice, byId.get(notice.serviceId)));
  const blocked = new Set(await stillBlocked(ctx, [...new Set(addresses)]));
  const ready: Ready[] = [];
  for (const {notice, where} of all) {
    const service = byId.get(notice.serviceId);
    try {
      if (!service) throw new AppError('service_not_found');
      const rendered = renderNotice(ctx.config, notice, service, merchant, titles, where);
      const letter = letterOf(round, notice, rendered, {service, merchant, blocked});
      if (letter.messages.some(({state}) => state !== 'refused')) ready.push(letter);
      else await nobodyTakesIt(round, letter);
    } catch (error) {
      await putOff(round, noticeMailing, notice, error);
    }
  }
  return ready;
}

const addressesFor = ({addresses}: StoredNotice, service: StoredService | undefined): string[] => [
  ...new Set([...addresses, ...(service ? addressesOf(service) : [])]),
];

interface Parties {
  service: StoredService;
  merchant: ShopDetails;
  blocked: ReadonlySet<string>;
}

function letterOf(
  {ctx}: Round,
  notice: StoredNotice,
  rendered: RenderedEmail,
  {service, merchant, blocked}: Parties,
): Ready {
  // One that is sent again goes out whatever is known: somebody may have lifted the block, and Postmark knows first.
  const held = notice.revision === 0 ? blocked : new Set<string>();
  const messages = messagesToSend(notice, addressesFor(notice, service), held);
  const sender = senderOf(ctx.config, service, merchant);
  const emails = messages
    .filter(({state}) => state === 'sending')
    .map((message) => outgoing(message, rendered, sender, `fulfillment-${notice.kind}`));
  return {doc: notice, messages, emails};
}

/**
 * A request waits for its addresses; that parcels are not to leave, or go elsewhere, cannot: the merchant is told at once, and calls.
 */
async function nobodyTakesIt(round: Round, {doc, messages}: Ready): Promise<void> {
  const code = 'email_address_blocked';
  const {message, retryable} = errorTable[code];
  const set = {messages, dueAt: null, failure: {code, message, retryable}};
  await noticeMailing.change(round, doc, {status: 'failed', set, by: 'app', detail: code});
}
