/** Sentences that both views and the subject share. */
import type {Translator} from '../locales/translator.ts';
import {shorten} from './clean.ts';
import type {Facts} from './facts.ts';

/** One line, at most about 200 characters, without a customer's data: subjects are shown on locked screens. */
export function subjectOf(facts: Facts, t: Translator): string {
  const order = shorten(facts.order.name, 40);
  let subject = t.text('subject', {order, count: facts.units, shop: shorten(facts.shop.name, 60)});
  if (facts.revision > 1) subject = t.text('subjectRevision', {subject, revision: facts.revision});
  if (facts.kind === 'resend') subject = t.text('subjectResend', {subject});
  if (facts.kind === 'test') subject = t.text('subjectTest', {subject});
  return subject;
}

/** What inboxes show beside the subject: the first items, nothing of the customer's. */
export function preheaderOf(facts: Facts, t: Translator): string {
  const items = facts.lines.slice(0, 4).map((line) => {
    const name = shorten(line.title, 40);
    return `${t.number(line.quantity)} × ${name}${line.sku === null ? '' : ` (${shorten(line.sku, 30)})`}`;
  });
  return [...bannersOf(facts, t), items.join(' · ') + (facts.lines.length > items.length ? ' …' : '')].join(' ');
}

/** What must be read before anything is shipped. */
export function bannersOf(facts: Facts, t: Translator): string[] {
  return [
    facts.kind === 'test' ? t.text('bannerTest') : '',
    facts.revision > 1 ? t.text('bannerRevision', {revision: facts.revision}) : '',
    facts.kind === 'resend' ? t.text('bannerResend') : '',
  ].filter((banner) => banner !== '');
}

/** Lines, units and weight in all. */
export function totalsOf(facts: Facts, t: Translator): string {
  const weight = facts.weight && {weight: facts.weight.text};
  return [
    t.text('lineCount', {count: facts.lines.length}),
    t.text('unitCount', {count: facts.units}),
    ...(weight ? [t.text(facts.weight?.complete ? 'totalWeight' : 'totalWeightAtLeast', weight)] : []),
  ].join(' · ');
}
