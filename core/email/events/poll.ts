/** Fills in what webhooks should have told and did not: Postmark gives up on one after an hour, and some are never sent. */
import type {Collection, Db} from 'mongodb';
import type {Context} from '../../context.ts';
import {AppError} from '../../errors.ts';
import {currentHold} from '../account/hold.ts';
import {readBounces, readEvents} from './lookup.ts';
import {parseEvent} from './parse.ts';
import {owners, processEvent} from './process.ts';
import {recordEvent} from './store.ts';

interface StoredPoll {
  _id: 'bounces';
  nextAt: Date;
  /** What bounced before is known. */
  since: Date;
}

const polls = (db: Db): Collection<StoredPoll> => db.collection<StoredPoll>('postmarkPolls');

/** Emails that say nothing are looked up for so long, in ms. Postmark keeps events for 45 days. */
const forMs = 14 * 86_400_000;
/** A bounce may show in the list some time after it happened. */
const overlapMs = 2 * 3_600_000;
/** One run asks about so many things that were sent, and begins nothing after so many ms. */
const most = 50;
const budgetMs = 15_000;

/**
 * One run: new bounces and complaints, whatever was known of their emails, and emails nothing was heard of.
 * May run in many processes at once.
 * @returns how many events were new
 */
export async function pollEvents(ctx: Context, now = new Date()): Promise<number> {
  // With a token that Postmark refuses nothing can be asked.
  if ((await currentHold(ctx.db))?.kind === 'token') return 0;
  try {
    return (await pollBounces(ctx, now)) + (await pollQuiet(ctx, now));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    ctx.log.warn({err: error}, 'Postmark could not be asked what became of emails; it is asked again');
    return 0;
  }
}

async function pollBounces(ctx: Context, now: Date): Promise<number> {
  const everyMs = ctx.config.DELIVERY_POLL_SECONDS * 1000;
  const first = {nextAt: now, since: new Date(now.getTime() - 86_400_000)};
  await polls(ctx.db).updateOne({_id: 'bounces'}, {$setOnInsert: first}, {upsert: true});
  const turn = await polls(ctx.db).findOneAndUpdate(
    {_id: 'bounces', nextAt: {$lte: now}},
    {$set: {nextAt: new Date(now.getTime() + everyMs)}},
    {returnDocument: 'before'},
  );
  if (!turn) return 0;
  const told = await readBounces(ctx.config, new Date(turn.since.getTime() - overlapMs));
  const fresh = await tell(ctx, told);
  await polls(ctx.db).updateOne({_id: 'bounces', since: turn.since}, {$set: {since: now}});
  return fresh;
}

async function pollQuiet(ctx: Context, now: Date): Promise<number> {
  const until = performance.now() + budgetMs;
  const options = {now, waitMs: ctx.config.DELIVERY_POLL_SECONDS * 1000, forMs};
  let fresh = 0;
  for (const owner of owners) {
    for (let asked = 0; asked < most && performance.now() < until; asked++) {
      const quiet = await owner.takeQuiet(ctx.db, options);
      if (quiet.length === 0) break;
      for (const messageId of quiet) fresh += await tell(ctx, (await readEvents(ctx.config, messageId)) ?? []);
    }
  }
  return fresh;
}

/** The same way as a webhook goes. @returns how many were not told before */
async function tell(ctx: Context, told: object[]): Promise<number> {
  let fresh = 0;
  for (const body of told) {
    const {id, event} = parseEvent(body, undefined);
    const record = await recordEvent(ctx.db, id, event);
    if (!record) continue;
    fresh++;
    await processEvent(ctx, record);
  }
  return fresh;
}
