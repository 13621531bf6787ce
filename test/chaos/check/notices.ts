/** What must hold of notices at the end of a run: who has to be told is told, once, and nobody else. Pure: facts in, violations out. */
import type {StoredNotice} from '../../../core/notices/types.ts';
import {ofRevision, type StoredRequest} from '../../../core/requests/types.ts';
import type {ChangeRecord} from '../people/changes.ts';
import type {SeenEmail} from '../people/warehouse.ts';
import {lineKey, type Facts} from './facts.ts';
import type {Violation} from './invariants.ts';

/** What a notice says in its history that goes out again though the first email may have, for nobody can tell (README). */
export const inDoubt = 'not shown by the email provider';

const idOf = ({_id}: {_id: {toHexString(): string}}) => _id.toHexString();

/** Sent, or says why not. */
export function isNoticeSettled({status, failure, untold}: StoredNotice): boolean {
  return untold !== true && (status === 'sent' || (status === 'failed' && failure !== null));
}

export function noticeViolations(facts: Facts): Violation[] {
  const emailsOf = Map.groupBy(facts.emails, ({key}) => key.split('.')[0] ?? '');
  const noticesOf = Map.groupBy(facts.notices, ({requestId}) => requestId.toHexString());
  const stories = facts.requests.map((request): Story => {
    const id = idOf(request);
    return {
      request,
      emails: emailsOf.get(id) ?? [],
      notices: noticesOf.get(id) ?? [],
      changes: facts.changes.filter(({shop, order}) => shop === request.shop && order === request.orderId),
    };
  });
  return [
    ...facts.notices.flatMap((notice) => onceEach(notice, emailsOf.get(idOf(notice)) ?? [])),
    ...ofNobody(facts),
    ...stories.flatMap((story) => [
      ...uncalledFor(story),
      ...notTold(story),
      ...notReduced(story, facts),
      ...notRedirected(story, emailsOf),
      ...notAnswered(story),
    ]),
  ];
}

/** Everything about one request. */
interface Story {
  request: StoredRequest;
  /** Its own, as Postmark accepted them. */
  emails: SeenEmail[];
  notices: StoredNotice[];
  changes: ChangeRecord[];
}

/** Each is accepted exactly once for each address and revision, and comes to an end. */
function onceEach(notice: StoredNotice, emails: SeenEmail[]): Violation[] {
  const request = notice.requestId.toHexString();
  const name = `the ${notice.kind} notice ${idOf(notice)} (${notice.key})`;
  const violations: Violation[] = [];
  if (!isNoticeSettled(notice)) violations.push({what: `${name} is still ${notice.status}`, request});
  const repeated = notice.history.filter(({detail}) => detail === inDoubt).length;
  const counts = Map.groupBy(emails, ({key, to}) => `${key.split('.')[1]} to ${to}`);
  for (const [which, list] of counts) {
    if (list.length > 1 + repeated)
      violations.push({what: `${list.length} emails of ${name}, revision ${which}`, request});
  }
  for (const {address, state} of ofRevision(notice, notice.messages)) {
    const there = counts.has(`${notice.revision} to ${address}`);
    const wanted = state === 'accepted' || (notice.status === 'sent' && state !== 'refused');
    if (wanted && !there) violations.push({what: `${name} is ${notice.status}, and did not go to ${address}`, request});
    if (state === 'pending' && there)
      violations.push({what: `${name} went to ${address}, and says that it did not`, request});
  }
  return violations;
}

function ofNobody({notices, emails}: Facts): Violation[] {
  const known = new Set(notices.map(idOf));
  return emails
    .filter(({kind, key}) => kind !== 'request' && !known.has(key.split('.')[0] ?? ''))
    .map(({kind, key, to}) => ({what: `a ${kind} email that belongs to no notice: ${key} to ${to}`}));
}

/** Who has heard of nothing is not told that it is off. */
function uncalledFor({request, emails, notices}: Story): Violation[] {
  const violations: Violation[] = [];
  if (emails.length === 0 && notices.length > 0) {
    violations.push({what: 'there is a notice of what nobody was told of', request: idOf(request)});
  }
  const changes = notices.filter(({kind, status}) => kind === 'change' && status === 'sent');
  if (changes.length > 1)
    violations.push({what: `one address was told ${changes.length} times`, request: idOf(request)});
  return violations;
}

const isTold = ({status, failure}: StoredNotice) => status === 'sent' || (status === 'failed' && failure !== null);

/** Whoever has an email of what is cancelled is told not to ship. */
function notTold({request, emails, notices, changes}: Story): Violation[] {
  const {status, answer, lines} = request;
  if (answer?.kind === 'declined' || emails.length === 0) return [];
  const id = idOf(request);
  const orderCancelled = changes.some(({change, came}) => change.kind === 'cancel order' && came === 'made');
  const isUnfulfilled = changes
    .flatMap((one) => one.unfulfilled)
    .some(({line, requests}) => requests.includes(id) && lines.some(({lineItemId}) => lineItemId === line));
  if (status !== 'cancelled' && !orderCancelled && !isUnfulfilled) return [];
  const why = status === 'cancelled' ? 'it' : orderCancelled ? 'its order' : 'its fulfillment';
  const notice = notices.find(({kind, key}) => kind === 'cancellation' && key === 'all');
  if (!notice || !isTold(notice)) return [{what: `${why} is cancelled, and no notice says so`, request: id}];
  if (status !== 'cancelled') return [{what: `${why} is cancelled, and it is ${status}`, request: id}];
  const told = new Set(notice.messages.map(({address}) => address));
  return [...new Set(emails.map(({to}) => to))]
    .filter((address) => !told.has(address))
    .map((address) => ({what: `${address} has the email of what is cancelled, and no notice is for it`, request: id}));
}

/** Units taken out of an order are taken out of what the service has. */
function notReduced({request, emails, notices, changes}: Story, {wanted}: Facts): Violation[] {
  const live: StoredRequest['status'][] = ['sent', 'confirmed', 'fulfilled'];
  const edit = changes.find(({change, came}) => change.kind === 'edit order' && came === 'made');
  if (!edit || request.answer?.kind === 'declined') return [];
  const violations: Violation[] = [];
  const units = Map.groupBy(request.lines, ({lineItemId}) => lineItemId);
  for (const [line, list] of units) {
    const sum = list.reduce((all, {quantity}) => all + quantity, 0);
    const most = wanted.get(lineKey(request.shop, line)) ?? 0;
    if (live.includes(request.status) && sum > most) {
      violations.push({what: `it holds ${sum} units of a line of which ${most} are wanted`, request: idOf(request)});
    }
  }
  const reduced = request.history.some(({event}) => event === 'reduced') || request.status === 'cancelled';
  const knew = emails.some(({at}) => at < edit.at);
  if (reduced && knew && !notices.some((one) => one.kind === 'cancellation' && isTold(one))) {
    violations.push({what: 'units were taken out of its order, and no notice says so', request: idOf(request)});
  }
  return violations;
}

/** The last that each address heard is where the order goes now. */
function notRedirected({request, emails, notices, changes}: Story, emailsOf: Map<string, SeenEmail[]>): Violation[] {
  const live: StoredRequest['status'][] = ['sent', 'confirmed', 'fulfilled'];
  const moved = changes.some(({change, came}) => change.kind === 'change address' && came === 'made');
  const shipped = request.trackingInfo !== null && request.history.some(({by}) => by === 'service');
  if (!moved || !live.includes(request.status) || request.answer?.kind === 'declined' || shipped) return [];
  const told = notices.filter(({kind}) => kind === 'change').flatMap((one) => emailsOf.get(idOf(one)) ?? []);
  const last = Map.groupBy([...emails, ...told], ({to}) => to);
  const failed = notices.some(({kind, status}) => kind === 'change' && status === 'failed');
  return [...last]
    .filter(([, list]) => !failed && list.toSorted((a, b) => a.at - b.at).at(-1)?.moved !== true)
    .map(([address]) => ({what: `${address} was not told of the new address`, request: idOf(request)}));
}

/** Whoever was told "yes" got it, or is told why not. */
function notAnswered({request, changes}: Story): Violation[] {
  const answers = changes.flatMap((one) => one.answers).filter((one) => one.request === idOf(request));
  return answers.flatMap(({status, code}): Violation[] => {
    const explained = request.status === 'cancelled' || request.history.some(({event}) => event === 'not cancelled');
    if (status < 300 && !explained) {
      return [{what: `its cancellation was accepted, and it is ${request.status}`, request: idOf(request)}];
    }
    if (status >= 300 && code !== 'request_state_conflict') {
      return [{what: `its cancellation was answered ${status} ${code}`, request: idOf(request)}];
    }
    return [];
  });
}
