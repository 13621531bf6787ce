/** What a run says at its end: a table, and of each violation its request's whole history. */
import type {StoredRequest} from '../../core/requests/types.ts';
import {lineKey, type Facts} from './check/facts.ts';
import {describeChange} from './people/changes.ts';
import type {Violation} from './check/invariants.ts';
import type {ChaosResult} from './run.ts';

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

export function table(result: ChaosResult): string {
  const {plan, facts, violations, ended, searched, done, recovery} = result;
  const {options} = plan;
  const {requests, emails, calls} = facts;
  const statuses = Map.groupBy(requests, ({status, failure}) => (failure ? `${status} (${failure.code})` : status));
  const answers = calls.flatMap((call) => call.answers);
  const unavailable = answers.filter(({status}) => status === 503);
  const webhooks = Object.entries(done.webhooks).map(([way, count]) => `${count} ${way}`);
  const asked = emails.filter(({kind}) => kind === 'request');
  const messages = new Set(asked.map(({key, to}) => `${key.split('.').slice(0, 2).join('.')} ${to}`));
  const rows: [string, string | number][] = [
    ['seed', options.seed],
    ['processes', `${options.workers} workers, ${options.webs} web; ${done.kills} × kill -9, ${done.freezes} frozen`],
    ['clocks off by, ms', [...plan.clocks.workers, ...plan.clocks.webs].join(', ')],
    ['faults', `${plan.episodes.length} in ${options.seconds} s: ${counted(plan.episodes, ({what}) => what.kind)}`],
    ['webhooks', webhooks.join(', ')],
    [
      'calls',
      `${calls.length}, ${answers.length} answers or none (${answers.filter(({status}) => status === 'no answer').length} none, ${unavailable.length} × 503)`,
    ],
    ['requests', requests.length],
    ['  by state', [...statuses].map(([state, list]) => `${list.length} ${state}`).join(', ')],
    ['emails accepted', `${asked.length} for ${messages.size} of request, revision and address`],
    ['changed afterwards', changesOf(facts)],
    ['notices', noticesOf(facts)],
    ['lines fulfilled', facts.fulfilled.size],
    ['last email after the last fault', seconds(recovery.toLastEmailMs)],
    ['  the way it went', slowest(result)],
    ['last click answered after the last fault', lastClick(result)],
    ['all settled after the last fault', seconds(recovery.toSettledMs)],
    ...recovery.drills.map(({what, toLastEmailMs, toFulfilledMs}): [string, string] => [
      what,
      `last email after ${seconds(toLastEmailMs)}, fulfilled after ${seconds(toFulfilledMs)}`,
    ]),
    ['ended by themselves', ended.length],
    [
      'searched for private data',
      `${searched.logs} logs, ${searched.documents} documents, ${(searched.bytes / 1e6).toFixed(1)} MB`,
    ],
    ['violations', violations.length],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
}

const counted = <T>(list: readonly T[], nameOf: (one: T) => string) =>
  [...Map.groupBy(list, nameOf)].map(([name, own]) => `${own.length} ${name}`).join(', ');

/** What merchants thought better of, and what came of it. */
function changesOf({changes}: Facts): string {
  return counted(changes, ({change, came}) => (came === 'made' ? change.kind : `${change.kind} (${came})`));
}

function noticesOf({notices, emails}: Facts): string {
  const states = counted(
    notices,
    ({kind, status, failure}) => `${kind} ${failure ? `${status} (${failure.code})` : status}`,
  );
  const sent = emails.filter(({kind}) => kind !== 'request');
  const messages = new Set(sent.map(({key, to}) => `${key.split('.').slice(0, 2).join('.')} ${to}`));
  return `${notices.length} (${states}); emails ${sent.length} for ${messages.size} of notice, revision and address`;
}

/** The histories of the order whose email came last before the drills. */
function slowest({facts, recovery}: ChaosResult): string {
  const last = facts.emails.find(({at}) => at === recovery.lastEmailAt);
  const request = facts.requests.find(({_id}) => last?.key.startsWith(_id.toHexString()));
  const all = facts.requests.filter(({shop, orderId}) => shop === request?.shop && orderId === request.orderId);
  return all.map((one) => `${wayOf(one)}${one === request ? '' : '; then:'}`).join(' ');
}

function wayOf({history, createdAt}: StoredRequest): string {
  return history
    .filter(({event}) => event !== 'delivered')
    .map(
      ({at, event, detail}) => `${seconds(at.getTime() - createdAt.getTime())} ${event}${detail ? ` (${detail})` : ''}`,
    )
    .join(', ');
}

/** When the last caller knew what became of the call, and what it was told before. */
function lastClick({facts, recovery}: ChaosResult): string {
  const [last] = facts.calls
    .filter(({call}) => !call.keys.some((key) => key.startsWith('drill')))
    .toSorted((a, b) => (b.answers.at(-1)?.at ?? '').localeCompare(a.answers.at(-1)?.at ?? ''));
  if (!last) return '';
  const at = Date.parse(last.answers.at(-1)?.at ?? '');
  const told = Map.groupBy(last.answers, ({status, code}) => `${status}${code ? ` ${code}` : ''}`);
  return `${seconds(at - recovery.mendedAt)} (${last.call.kind}: ${[...told].map(([what, list]) => `${list.length} × ${what}`).join(', ')})`;
}

/** The seed, what is wrong, and everything known of it. */
export function explain(result: ChaosResult, violation: Violation): string {
  const {plan, facts} = result;
  const request = facts.requests.find(({_id}) => _id.toHexString() === violation.request);
  const order = violation.order ?? request?.orderId;
  const shop = violation.shop ?? request?.shop;
  const requests =
    order === undefined ? [] : facts.requests.filter((one) => one.orderId === order && one.shop === shop);
  const calls = order === undefined ? [] : facts.calls.filter((one) => one.orders.includes(order) && one.shop === shop);
  const changes = facts.changes.filter((one) => one.order === order && one.shop === shop);
  return [
    `seed ${plan.options.seed}: ${violation.what}`,
    ...changes.map((one) => `  ${new Date(one.at).toISOString()} ${describeChange(one)}`),
    ...requests.flatMap((one) => story(one, result)),
    ...calls.flatMap(({call, answers}) => [
      `  call ${call.kind} ${call.keys.join(', ')}`,
      ...answers.map(
        ({at, key, status, code, made}) =>
          `    ${at} ${key}: ${status} ${code ?? ''} ${made.length > 5 ? made.length : made.join(', ')}`,
      ),
    ]),
  ].join('\n');
}

function story(request: StoredRequest, {facts}: ChaosResult): string[] {
  const {_id, shop, orderId, status, failure, lines, messages, history, fulfillment, submission} = request;
  const id = _id.toHexString();
  const notices = facts.notices.filter(({requestId}) => requestId.equals(_id));
  const known = {
    shop,
    orderId,
    status,
    failure,
    fence: request.fence,
    attempts: request.attempts,
    crashes: request.crashes,
  };
  return [
    `  request ${id} ${JSON.stringify({...known, dueAt: request.dueAt, sendingAt: request.sendingAt, fulfillment, submission, answer: request.answer, withdrawal: request.withdrawal, aligned: request.alignedAt})}`,
    ...lines.map(
      (line) =>
        `    line ${JSON.stringify(line)}; fulfilled in Shopify: ${facts.fulfilled.get(lineKey(shop, line.lineItemId)) ?? 0}`,
    ),
    ...messages.map((message) => `    message ${JSON.stringify(message)}`),
    ...facts.emails
      .filter(({key}) => key.startsWith(id))
      .map(({at, ...email}) => `    email ${new Date(at).toISOString()} ${JSON.stringify(email)}`),
    ...history.map(entry),
    ...notices.flatMap((notice) => [
      `    notice ${notice._id.toHexString()} ${notice.kind} ${notice.key} ${notice.status} ${JSON.stringify(notice.messages)}`,
      ...facts.emails
        .filter(({key}) => key.startsWith(notice._id.toHexString()))
        .map(({at, ...email}) => `    email ${new Date(at).toISOString()} ${JSON.stringify(email)}`),
      ...notice.history.map(entry),
    ]),
  ];
}

const entry = ({at, event, by, detail}: StoredRequest['history'][number]) =>
  `    ${at.toISOString()} ${event} by ${by}${detail ? ` (${detail})` : ''}`;
