/** What must hold at the end of a run, whatever broke. Pure: facts in, violations out. */
import {isWithdrawn, ofRevision, type StoredMessage, type StoredRequest} from '../../../core/requests/types.ts';
import {lineKey, type Facts} from './facts.ts';

export interface Violation {
  what: string;
  /** Whose history is to be shown. */
  request?: string;
  shop?: string;
  order?: string;
}

const ended: readonly StoredRequest['status'][] = ['fulfilled', 'declined', 'cancelled'];
const emailed: readonly StoredRequest['status'][] = ['sent', 'confirmed', 'fulfilled', 'declined'];

/** Final, or waits for a person and says why. */
export function isSettled(request: StoredRequest): boolean {
  if (isWithdrawn(request)) return false;
  if (ended.includes(request.status)) return true;
  const waits = request.status === 'failed' || (request.status === 'unknown' && request.failure?.retryable === true);
  return waits && request.failure !== null;
}

const idOf = ({_id}: StoredRequest) => _id.toHexString();

export function emailViolations({requests, emails: all}: Facts): Violation[] {
  const emails = all.filter(({kind}) => kind === 'request');
  const violations: Violation[] = [];
  const byKey = Map.groupBy(emails, ({key, to}) => `${key.split('.').slice(0, 2).join('.')} ${to}`);
  const known = new Set<string>();
  for (const request of requests) {
    const own = ofRevision(request, request.messages);
    for (const {address, state} of own) {
      const name = `${idOf(request)}.${request.revision} ${address}`;
      known.add(name);
      const count = byKey.get(name)?.length ?? 0;
      if (count > 1) violations.push({what: `${count} emails to ${address}`, request: idOf(request)});
      const wanted = emailed.includes(request.status) && state !== 'refused';
      if (wanted && count === 0) {
        violations.push({what: `it is ${request.status}, and no email went to ${address}`, request: idOf(request)});
      }
      if (state === 'pending' && count > 0) {
        violations.push({what: `an email went to ${address} that is said not to have gone`, request: idOf(request)});
      }
    }
    violations.push(...misnamed(request, own, emails));
  }
  for (const name of byKey.keys()) {
    if (!known.has(name))
      violations.push({what: `an email that belongs to no request: ${name}`, request: name.split('.')[0] ?? ''});
  }
  return violations;
}

/** A message id that we keep is one that Postmark gave. */
function misnamed(request: StoredRequest, own: StoredMessage[], emails: Facts['emails']): Violation[] {
  const given = new Set(emails.map(({messageId}) => messageId));
  return own
    .filter(({messageId}) => messageId !== null && !given.has(messageId))
    .map(({address}) => ({what: `the email to ${address} has an id that Postmark never gave`, request: idOf(request)}));
}

/** What is fulfilled in Shopify is what we say we fulfilled: no unit more, no unit less, and none of what is cancelled. */
export function fulfillmentViolations({requests, fulfilled, ordered}: Facts): Violation[] {
  const said = new Map<string, {units: number; request: string}>();
  for (const request of requests) {
    if (!request.fulfillment?.done || request.status === 'cancelled') continue;
    for (const {lineItemId, quantity} of request.lines) {
      const key = lineKey(request.shop, lineItemId);
      said.set(key, {units: (said.get(key)?.units ?? 0) + quantity, request: idOf(request)});
    }
  }
  const violations: Violation[] = [];
  for (const [line, {units, request}] of said) {
    const there = fulfilled.get(line) ?? 0;
    if (there !== units)
      violations.push({what: `${units} units are said to be fulfilled, ${there} are: ${line}`, request});
    if (there > (ordered.get(line) ?? 0))
      violations.push({what: `more is fulfilled than was ordered: ${line}`, request});
  }
  for (const [line, units] of fulfilled) {
    if (said.has(line)) continue;
    const request = requests.find(({shop, lines}) => lines.some(({lineItemId}) => lineKey(shop, lineItemId) === line));
    violations.push({
      what: `${units} units are fulfilled that nobody says so of: ${line}`,
      ...(request ? {request: idOf(request)} : {}),
    });
  }
  return violations;
}

export function unsettled({requests, held}: Facts): Violation[] {
  const standing = requests
    .filter((request) => !isSettled(request))
    .map((request) => ({what: `it is still ${request.status}`, request: idOf(request)}));
  return [...(held ? [{what: 'the email account still counts as refused'}] : []), ...standing];
}

/** The same key gave the same requests at every call, and each click came to something. */
export function callViolations({calls, requests}: Facts): Violation[] {
  const violations: Violation[] = [];
  const askedFor = new Set(requests.map(({shop, orderId}) => `${shop} ${orderId}`));
  for (const {call, shop, orders, answers, finished} of calls) {
    const order = {shop, order: orders[0] ?? ''};
    const shown = `${call.kind} call ${call.keys.join(', ')}`;
    if (!finished) violations.push({what: `${shown} never got a final answer`, ...order});
    for (const key of call.keys) {
      const made = answers.filter((answer) => answer.key === key && answer.made.length > 0);
      if (call.kind === 'many') {
        const [last] = made.slice(-1);
        const lost = made.flatMap((answer) => answer.made).find((id) => !last?.made.includes(id));
        if (lost) violations.push({what: `${shown} accepted an order and then did not`, shop, order: lost});
      } else {
        const different = new Set(made.map((answer) => answer.made.toSorted().join(',')));
        if (different.size > 1) violations.push({what: `${shown}: key ${key} gave different requests`, ...order});
      }
    }
    const bad = answers.find(({status, code}) => code === 'internal' || status === 500 || status === 502);
    if (bad) violations.push({what: `${shown} was answered ${bad.status} ${bad.code}`, ...order});
    violations.push(
      ...orders
        .filter((id) => !askedFor.has(`${shop} ${id}`))
        .map((id) => ({what: `${shown} made no request`, shop, order: id})),
    );
    violations.push(...refused(call.kind, answers).map((code) => ({what: `${shown} was refused: ${code}`, ...order})));
  }
  return violations;
}

/** Refusals that the caller did not bring about: a second person is told that it is asked for already. */
function refused(kind: string, answers: Facts['calls'][number]['answers']): string[] {
  if (kind === 'two people') return answers.some(({made}) => made.length > 0) ? [] : ['both'];
  if (kind === 'rest' || kind === 'many' || kind === 'native') return [];
  const last = answers.at(-1);
  return last && typeof last.status === 'number' && last.status >= 300 ? [`${last.status} ${last.code}`] : [];
}
