/** How a removal ends, for itself and for its service. */
import {ObjectId} from 'mongodb';
import {historyPush, services} from '../services/store.ts';
import type {StoredRemoval} from './store.ts';
import {countDone, writeRemoval, type Work} from './work.ts';

const serviceOf = ({removal}: Work) => ({_id: new ObjectId(removal.serviceId), shop: removal.shop});

/** The service says that it is being removed, also where the process died before it could be written. */
export async function noteService(work: Work): Promise<void> {
  if (work.removal.phase !== 'list' || work.removal.cursor !== null) return;
  await services(work.ctx.db).updateOne(
    {...serviceOf(work), status: {$in: ['active', 'paused']}},
    {$set: {status: 'removing', updatedAt: new Date()}, $push: historyPush('removing', work.removal.by)},
  );
}

/**
 * Ends it. The service first: a removal that is over never leaves a service behind that says it is being removed; after a crash
 * between the two the same step does both again.
 */
export async function endRemoval(
  work: Work,
  end: 'done' | 'attention' | 'cancelled',
  waiting: StoredRemoval['waiting'],
): Promise<void> {
  const {ctx, removal} = work;
  const now = new Date();
  if (end === 'done') await setService(work, {status: 'removed', live: false}, 'removed');
  if (end === 'cancelled') await setService(work, {status: removal.statusBefore}, 'removal cancelled');
  const over = end === 'done' || end === 'cancelled';
  await writeRemoval(work, {
    $set: {
      status: end,
      open: !over,
      waiting,
      counts: await countDone(work),
      tries: 0,
      updatedAt: now,
      ...(over ? {finishedAt: now} : {}),
    },
    $push: {history: {at: now, event: end, by: 'app'}},
  });
  ctx.log.info({shop: removal.shop, removal: removal._id.toHexString(), end}, 'Ended a removal');
}

async function setService(
  work: Work,
  set: {status: 'removed' | 'active' | 'paused'; live?: false},
  event: string,
): Promise<void> {
  await services(work.ctx.db).updateOne(
    {...serviceOf(work), status: 'removing'},
    {$set: {...set, updatedAt: new Date()}, $push: historyPush(event, work.removal.by)},
  );
}
