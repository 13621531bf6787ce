/** Writes what events say onto the emails they are about, and notes which addresses take mail. */
import type {Context} from '../../context.ts';
import {noticeEmails} from '../../notices/emailOwner.ts';
import {lifted} from '../../requests/courier/blocked.ts';
import {requestEmails} from '../../requests/emailOwner.ts';
import {learnOfAlert} from '../alerts/address.ts';
import {markAlert} from '../alerts/store.ts';
import {blockKey, noteBlocked} from '../health/blocks.ts';
import {learn} from './delivery.ts';
import type {MessageOwner, OwnedMessage} from './owners.ts';
import {forgetAddress, markEventProcessed, putOffEvent, takeUnprocessedEvent, type StoredEvent} from './store.ts';

/** Everything that sends emails and keeps what became of them. */
export const owners: readonly MessageOwner[] = [requestEmails, noticeEmails];

/** An event that names a message nobody knows is looked at so often: its send may not have been written down yet. */
const mostLooks = 8;

/** Processes one recorded event. Never throws: a failure is logged, and the event put off. */
export async function processEvent(ctx: Context, record: StoredEvent): Promise<void> {
  try {
    await noteAddress(ctx, record);
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

/** What the event says of its address, whoever's email it was about: it holds for every shop that writes there. */
async function noteAddress({db, log}: Context, record: StoredEvent): Promise<void> {
  const {block, at} = record;
  if (!block) return;
  const key = blockKey(block.stream, block.address);
  if (block.blocked) await noteBlocked(db, key, {reason: block.reason, at});
  else await lifted(db, key, at);
  await forgetAddress(db, record);
  log.info({blocked: block.blocked, reason: block.reason}, 'an address takes mail, or not');
}

type Outcome = {shop: string | null} | 'wait' | 'unknown';

async function apply(ctx: Context, record: StoredEvent): Promise<Outcome> {
  if (record.key?.startsWith('alert.')) return {shop: await learnOfAlert(ctx, record)};
  // Test emails belong to nothing that is kept; some events to no message.
  if (record.key?.startsWith('test.') || (record.key === null && record.messageId === null)) return {shop: null};
  // Another event of the same message may be written in between: then look again.
  for (let attempt = 0; attempt < 5; attempt++) {
    const message = await find(ctx, record);
    if (!message) return 'unknown';
    if (message.beingSent) return 'wait';
    const learned = learn(message, record);
    const isTrouble = learned?.event === 'bounced' || learned?.event === 'complained';
    if (isTrouble) await markAlert(ctx.db, message.shop, message.serviceId);
    if (!learned || (await message.write(ctx, learned))) return {shop: message.shop};
  }
  return 'wait';
}

async function find({db}: Context, record: StoredEvent): Promise<OwnedMessage | null> {
  for (const owner of owners) {
    const message = await owner.find(db, record);
    if (message) return message;
  }
  return null;
}
