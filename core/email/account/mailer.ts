/** A mailer that leaves the provider alone while it refuses the whole account, but for one try a minute. */
import type {Db} from 'mongodb';
import {AppError} from '../../errors.ts';
import type {Logger} from '../../logger.ts';
import type {Mailer, OutgoingMessage, SendOptions, SendOutcome} from '../mailer.ts';
import {currentHold, hold, lift, takeProbe, type Hold, type HoldKind} from './hold.ts';

/** Postmark: 401, or ErrorCode 10, is about the token; with it nothing can be asked at all. */
const kindOf = (detail: string): HoldKind => (/HTTP 401|ErrorCode 10$/.test(detail) ? 'token' : 'sending');

/** Emails whose sender is watching, and which are few: they are always tried. */
const isWatched = ({tag}: OutgoingMessage) => tag === 'test';

/** The database must not decide whether an email that may have been sent counts as sent: its failures end here. */
export function holdingMailer(mailer: Mailer, {db, log}: {db: Db; log: Logger}): Mailer {
  const safely = async <T>(work: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work;
    } catch (err) {
      log.error({err}, 'the hold on the email account could not be read or written');
      return otherwise;
    }
  };

  async function learn(outcomes: SendOutcome[]): Promise<SendOutcome[]> {
    const refused = outcomes.find((one) => one.kind === 'account');
    if (refused?.kind === 'account') await begin(refused.detail);
    return outcomes;
  }

  async function begin(detail: string): Promise<void> {
    const isNew = await safely(hold(db, kindOf(detail), detail), false);
    if (isNew)
      log.error({detail}, 'the email account cannot send: everything is kept, and one email a minute tries it');
    else log.warn({detail}, 'the email account still cannot send');
  }

  async function end(kinds?: readonly HoldKind[]): Promise<void> {
    if (await safely(lift(db, kinds), false)) log.info('the email account can send again');
  }

  /** The first of them tries; the others follow if it can be sent. */
  async function probe(messages: OutgoingMessage[], held: Hold, options?: SendOptions): Promise<SendOutcome[]> {
    const [first, ...rest] = messages;
    if (!first) return [];
    const outcomes = await learn(await mailer.send([first], options));
    const outcome = outcomes[0];
    // Only an answer about this one email shows that the account is good again.
    if (outcome?.kind !== 'accepted' && outcome?.kind !== 'refused') {
      return [...outcomes, ...rest.map(() => refusal(held))];
    }
    await end();
    return rest.length === 0 ? outcomes : [...outcomes, ...(await learn(await mailer.send(rest, options)))];
  }

  return {
    async send(messages, options) {
      const held = await safely(currentHold(db), null);
      if (!held) return learn(await mailer.send(messages, options));
      const mayTry = messages.every(isWatched) || (await safely(takeProbe(db), false));
      return mayTry ? probe(messages, held, options) : messages.map(() => refusal(held));
    },

    async find(key) {
      const held = await safely(currentHold(db), null);
      if (held?.kind === 'token' && !(await safely(takeProbe(db), false))) throw blocked(held);
      try {
        const found = await mailer.find(key);
        if (held) await end(['token']);
        return found;
      } catch (error) {
        if (error instanceof AppError && error.code === 'email_account_blocked') await begin('HTTP 401');
        throw error;
      }
    },
  };
}

function refusal({detail}: Hold): SendOutcome {
  return {kind: 'account', detail: `${detail} (not tried)`};
}

function blocked({probeAt}: Hold): AppError {
  return new AppError('email_account_blocked', {retryAfterMs: Math.max(1000, probeAt.getTime() - Date.now())});
}
