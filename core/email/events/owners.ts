/** Whose email an event is about. Requests are one kind of owner; whatever else sends emails joins the list in `process.ts`. */
import type {Db} from 'mongodb';
import type {Context} from '../../context.ts';
import type {Known, Learned} from './delivery.ts';
import type {EmailEvent} from './parse.ts';

/** A sent email, as its owner keeps it. */
export interface OwnedMessage extends Known {
  shop: string;
  serviceId: string;
  /** Its owner is still writing down what became of the send: the event waits. */
  beingSent: boolean;
  /** Writes what an event told. @returns false if the message is not as it was read */
  write(ctx: Pick<Context, 'db' | 'log'>, learned: Learned): Promise<boolean>;
}

export interface QuietOptions {
  now: Date;
  /** How long emails have to be without a word before they are looked up, in ms. */
  waitMs: number;
  /** After so long nothing more is expected, in ms. */
  forMs: number;
}

export interface MessageOwner {
  /** The message an event names, by our key or else by Postmark's id; null: none of this owner's. The event names no shop:
   * what it finds does. */
  find(db: Db, event: Pick<EmailEvent, 'key' | 'messageId'>): Promise<OwnedMessage | null>;
  /** Takes what has waited longest for a word on its emails, for this caller alone: the pause until the next look doubles.
   * @returns Postmark's ids of those emails; none: nothing waits */
  takeQuiet(db: Db, options: QuietOptions): Promise<string[]>;
}
