/** What the courier's steps need to know of that which they send: of requests, and of notices about them. */
import type {Collection, Filter} from 'mongodb';
import type {Mailed, StoredMessage} from '../types.ts';
import type {Round} from './round.ts';

/** A step on the way of an email. `failed`: it cannot be sent. */
export interface MailChange {
  /** Absent: it stays. */
  status?: 'queued' | 'sending' | 'unknown' | 'sent' | 'failed';
  set?: Partial<Pick<Mailed, 'messages' | 'dueAt' | 'failure' | 'sendingAt' | 'attempts' | 'crashes' | 'quietSince'>>;
  inc?: Partial<Record<'attempts' | 'crashes', number>>;
  by: string;
  detail?: string;
}

/** One kind of what is sent. */
export interface Mailing<Doc extends Mailed> {
  collection: (round: Round) => Collection<Doc>;
  /** What to do where it stays unknown whether an email went out: leave that to a person, or rather tell it twice than not at all. */
  inDoubt: 'ask' | 'repeat';
  /** Writes a step if nobody has taken it over since it was read; else null. */
  change: (round: Round, seen: Doc, what: MailChange) => Promise<Doc | null>;
}

/** One thing to be sent, with its emails. Held in memory while it is sent, never stored. */
export interface Letter<Doc extends Mailed> {
  doc: Doc;
  /** Those of the emails are `sending`. */
  messages: StoredMessage[];
}

/** What was at a worker when it died, or had no outcome; at most 50. */
export function findLimbo<Doc extends Mailed>({collection}: Mailing<Doc>, round: Round): Promise<Doc[]> {
  const filter: Filter<Mailed & {status: string}> = {
    shop: round.shop,
    $or: [
      {status: 'sending', fence: {$lt: round.lease.fence}},
      {status: 'unknown', dueAt: {$lte: new Date()}},
    ],
  };
  return (
    collection(round)
      // Every kind has these fields; the driver's types cannot follow.
      .find(filter as Filter<Doc>)
      .sort({_id: 1})
      .limit(50)
      .toArray() as Promise<Doc[]>
  );
}
