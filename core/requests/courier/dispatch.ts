/** Sends emails in one call: their intent is written before, their outcomes after. The same for requests and for notices. */
import type {OutgoingMessage} from '../../email/mailer.ts';
import type {Mailed} from '../types.ts';
import type {Letter, Mailing} from './mailing.ts';
import type {Round} from './round.ts';
import {applyOutcome, changeAfterSend} from './sent.ts';
import {noteAccepted} from './witness.ts';

/**
 * Sends what is ready.
 * @returns what was sent, or tried, as it stands after it; what another worker took over is not among it
 */
export async function dispatch<Doc extends Mailed>(
  round: Round,
  mailing: Mailing<Doc>,
  ready: readonly (Letter<Doc> & {emails: OutgoingMessage[]})[],
): Promise<Doc[]> {
  const intended: (typeof ready)[number][] = [];
  for (const one of ready) {
    const {doc, messages} = one;
    const written = await mailing.change(round, doc, {
      status: 'sending',
      set: {messages, sendingAt: new Date(), dueAt: null, failure: null},
      by: 'app',
    });
    if (written) intended.push({...one, doc: written});
  }
  if (intended.length === 0) return [];
  round.lease.assertHeld();
  const outcomes = await round.ctx.mailer.send(
    intended.flatMap(({emails}) => emails),
    {mayCall: round.lease.isHeld},
  );
  const after: Doc[] = [];
  let at = 0;
  for (const {doc, messages, emails} of intended) {
    const own = outcomes.slice(at, at + emails.length);
    at += emails.length;
    let next = 0;
    const told = messages.map((message) => {
      const outcome = message.state === 'sending' ? own[next++] : undefined;
      return outcome ? applyOutcome(message, outcome) : message;
    });
    const written = await mailing.change(round, doc, {...changeAfterSend(doc, told, own), by: 'postmark'});
    if (written) after.push(written);
  }
  const accepted = outcomes.findIndex(({kind}) => kind === 'accepted');
  const key = intended.flatMap(({emails}) => emails)[accepted]?.key;
  if (key !== undefined) await noteAccepted(round.ctx.db, round.ctx.config, {shop: round.shop, key});
  return after;
}
