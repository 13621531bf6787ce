/**
 * The hold on the email account: while the provider refuses it as a whole (a bad token, unpaid, not approved), nothing is sent,
 * everything is kept, and one email a minute tries whether it is over. One document for all processes: the account is the app's.
 */
import type {Collection, Db} from 'mongodb';

interface StoredHold {
  _id: 'account';
  /** `token`: the provider does not know us at all; `sending`: it answers, but takes no mail. */
  kind: HoldKind;
  /** The provider's codes. */
  detail: string;
  since: Date;
  /** Nobody asks the provider before. */
  probeAt: Date;
  probes: number;
}

export type HoldKind = 'token' | 'sending';
export type Hold = Omit<StoredHold, '_id'>;

/** Between two tries of whether it is over, in ms. */
export const probeEveryMs = 60_000;

const holds = (db: Db): Collection<StoredHold> => db.collection<StoredHold>('emailAccount');

/** The hold, if there is one. */
export async function currentHold(db: Db): Promise<Hold | null> {
  return holds(db).findOne({_id: 'account'});
}

/** Begins the hold, or carries it on after a try that failed. @returns whether it is new */
export async function hold(db: Db, kind: HoldKind, detail: string): Promise<boolean> {
  const now = Date.now();
  const {upsertedCount} = await holds(db).updateOne(
    {_id: 'account'},
    {
      $set: {kind, detail},
      $max: {probeAt: new Date(now + probeEveryMs)},
      $setOnInsert: {since: new Date(now), probes: 0},
    },
    {upsert: true},
  );
  return upsertedCount > 0;
}

/** Takes the turn to try whether it is over. false: it is not time, or somebody else tries. */
export async function takeProbe(db: Db): Promise<boolean> {
  const now = Date.now();
  const {matchedCount} = await holds(db).updateOne(
    {_id: 'account', probeAt: {$lte: new Date(now)}},
    {$set: {probeAt: new Date(now + probeEveryMs)}, $inc: {probes: 1}},
  );
  return matchedCount === 1;
}

/** Has the next courier try whether it is over: a person says that it was put right. */
export async function tryNow(db: Db): Promise<void> {
  await holds(db).updateOne({_id: 'account'}, {$min: {probeAt: new Date()}});
}

/** Ends the hold: the provider took an email again. @returns whether there was one */
export async function lift(db: Db, kinds: readonly HoldKind[] = ['token', 'sending']): Promise<boolean> {
  return (await holds(db).deleteOne({_id: 'account', kind: {$in: [...kinds]}})).deletedCount === 1;
}
