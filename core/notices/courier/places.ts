/** What the notices of changed addresses are to say: read from Shopify right before they go out. What says nothing any more is dropped. */
import type {EmailShipTo} from '../../email/render/input.ts';
import {AppError} from '../../errors.ts';
import {inMs, putOff, type Round} from '../../requests/courier/round.ts';
import {compareFingerprint, fingerprint} from '../../requests/destination/fingerprint.ts';
import {readWhereabouts} from '../../requests/destination/read.ts';
import {shipToOf, type Whereabouts} from '../../requests/destination/shipTo.ts';
import {requests} from '../../requests/store.ts';
import {isKnownToService, isWithdrawn, keyPrefix, type StoredRequest} from '../../requests/types.ts';
import type {StoredService} from '../../services/store.ts';
import {isOverruled} from '../change.ts';
import {noticeLine} from '../newNotice.ts';
import {changeNotice, notices, tellRequest} from '../store.ts';
import type {StoredNotice} from '../types.ts';
import {noticeMailing} from './mailing.ts';

/** A notice that is to go out; `where` is a change's. Held in memory while it is sent, never stored. */
export interface Placed {
  notice: StoredNotice;
  where?: {shipTo: EmailShipTo | null};
}

/** The request's email is under way and may say the new address itself: what becomes of it comes first. */
const sendingAgain: readonly StoredRequest['status'][] = ['queued', 'sending', 'unknown'];
const againMs = 60_000;

/** @returns those to be sent now, the changes with where they go */
export async function placeChanges(
  round: Round,
  due: readonly StoredNotice[],
  services: ReadonlyMap<string, StoredService>,
): Promise<Placed[]> {
  const changes = due.filter(({kind}) => kind === 'change');
  if (changes.length === 0) return due.map((notice) => ({notice}));
  const found = await requests(round.ctx.db)
    .find({shop: round.shop, _id: {$in: changes.map(({requestId}) => requestId)}})
    .toArray();
  const byId = new Map(found.map((request) => [request._id.toHexString(), request]));
  let whereabouts: Map<string, Whereabouts>;
  try {
    whereabouts = await readWhereabouts(round.admin, found);
  } catch (error) {
    // That something is not to be shipped waits for no address.
    for (const notice of changes) await putOff(round, noticeMailing, notice, error);
    return due.filter(({kind}) => kind !== 'change').map((notice) => ({notice}));
  }
  const placed: Placed[] = [];
  for (const notice of due) {
    const id = notice.requestId.toHexString();
    try {
      const one =
        notice.kind === 'change'
          ? await place(round, notice, byId.get(id), whereabouts.get(id), services.get(notice.serviceId))
          : {notice};
      if (one) placed.push(one);
    } catch (error) {
      await putOff(round, noticeMailing, notice, error);
    }
  }
  return placed;
}

/** null: there is nothing to say now; that is written. */
async function place(
  round: Round,
  notice: StoredNotice,
  request: StoredRequest | undefined,
  now: Whereabouts | undefined,
  service: StoredService | undefined,
): Promise<Placed | null> {
  const destination = request?.destination;
  if (!request || !destination?.told || isOver(request) || now?.order.cancelledAt) return drop(round, notice);
  if (isOverruled(notice, destination)) return drop(round, notice);
  if (sendingAgain.includes(request.status)) {
    await noticeMailing.change(round, notice, {set: {dueAt: inMs(againMs)}, by: 'app'});
    return null;
  }
  if (!now) throw new AppError('order_not_found');
  if (!service) throw new AppError('service_not_found');
  const {config} = round.ctx;
  const shipTo = shipToOf(now, destination.follows);
  const hasReached = notice.messages.some(({key, state}) => state === 'accepted' && key.startsWith(keyPrefix(notice)));
  const isSaid = notice.said !== undefined && compareFingerprint(config, request, notice.said, shipTo) !== 'other';
  if (!hasReached && compareFingerprint(config, request, destination.told, shipTo) !== 'other')
    return drop(round, notice);
  // Some of the addresses have it already, with what it said then: all of them get a new one.
  const own = hasReached && !isSaid ? await changeNotice(round.ctx.db, notice, anew, round.lease.fence) : notice;
  if (!own) return null;
  const said = fingerprint(config, request, shipTo, service.settings);
  return {notice: {...own, said, lines: request.lines.map(noticeLine)}, where: {shipTo}};
}

const anew = {inc: {revision: 1}, by: 'app'};

/** Cancelled, declined or ended: it is not shipped, or not by us to be told. */
function isOver(request: StoredRequest): boolean {
  const {status} = request;
  const over = status === 'cancelled' || status === 'declined' || status === 'failed' || status === 'preparing';
  return over || isWithdrawn(request) || !isKnownToService(request);
}

/** One that went to some of the addresses counts as sent; of any other nobody need know. */
async function drop(round: Round, notice: StoredNotice): Promise<null> {
  if (notice.messages.some(({state}) => state === 'accepted')) {
    const set = {dueAt: null, failure: null};
    await noticeMailing.change(round, notice, {status: 'sent', set, by: 'app'});
    return null;
  }
  const {_id, shop, status} = notice;
  await notices(round.ctx.db).deleteOne({_id, shop, status, fence: {$lte: round.lease.fence}});
  await tellRequest(round.ctx.db, notice);
  return null;
}
