/** Emails the notices that are due, as requests are: their intent first, one batch, their outcomes. */
import type {OutgoingMessage} from '../../email/mailer.ts';
import {AppError} from '../../errors.ts';
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
import {readTitles, type Titles} from './titles.ts';

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
  const titles = await readTitles(round, due);
  // Whatever their status: a service that is being removed has to know all the more.
  const byId = await servicesById(
    ctx.db,
    shop,
    due.map(({serviceId}) => serviceId),
  );
  const ready: Ready[] = [];
  for (const notice of due) {
    const service = byId.get(notice.serviceId);
    try {
      if (!service) throw new AppError('service_not_found');
      ready.push(render(round, notice, service, merchant, titles));
    } catch (error) {
      await putOff(round, noticeMailing, notice, error);
    }
  }
  return ready;
}

function render(
  {ctx}: Round,
  notice: StoredNotice,
  service: StoredService,
  merchant: ShopDetails,
  titles: Titles,
): Ready {
  const rendered = renderNotice(ctx.config, notice, service, merchant, titles);
  const messages = messagesToSend(notice, [...new Set([...notice.addresses, ...addressesOf(service)])]);
  const sender = senderOf(ctx.config, service, merchant);
  const emails = messages
    .filter(({state}) => state === 'sending')
    .map((message) => outgoing(message, rendered, sender, `fulfillment-${notice.kind}`));
  return {doc: notice, messages, emails};
}
