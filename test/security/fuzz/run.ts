/** Sends so many requests to a running sandbox's web process, several at a time, and counts what came of them. */
import {Agent, request} from 'node:http';
import {MongoClient} from 'mongodb';
import {loadConfig} from '../../../core/config.ts';
import {numericId} from '../../../core/ids.ts';
import {createLogger} from '../../../core/logger.ts';
import {start} from '../../../core/start.ts';
import type {FulfillmentRequest, OrderFulfillment, Service} from '../../../core/wire.ts';
import {createEnqueue} from '../../../jobs/enqueue.ts';
import {createApp} from '../../../web/app.ts';
import type {Sandbox} from '../../sandbox/start.ts';
import {activate, orderOf, productAt} from '../../support/merchantWorld.ts';
import {SandboxClient, until} from '../../support/sandboxClient.ts';
import {addressesOf, type Address} from '../support/addresses.ts';
import {createRandom} from './random.ts';
import {fuzzRequest, type FuzzRequest, type Material} from './requests.ts';

/** Longer than any answer may take. */
const patienceMs = 30_000;

export interface FuzzReport {
  seed: number;
  sent: number;
  seconds: number;
  addresses: number;
  /** Answers by status; 0: the connection was closed before the answer (431) was read, for the head was too large. */
  byStatus: Record<string, number>;
  /** 503s, by the code that explains them. */
  explained: Record<string, number>;
  slowestMs: number;
  /** What must not be: 5xx without an explanation, no answer in time, a process that ended. */
  faults: string[];
}

export interface FuzzOptions {
  seed: number;
  count: number;
  concurrency?: number;
  onProgress?: (sent: number) => void;
}

export async function fuzz(sandbox: Sandbox, options: FuzzOptions): Promise<FuzzReport> {
  const {seed, count, concurrency = 16, onProgress} = options;
  const addresses = await allAddresses(sandbox);
  const material = await makeMaterial(sandbox);
  const random = createRandom(seed);
  const agent = new Agent({keepAlive: true, maxSockets: concurrency});
  const report: FuzzReport = {
    seed,
    sent: 0,
    seconds: 0,
    addresses: addresses.length,
    byStatus: {},
    explained: {},
    slowestMs: 0,
    faults: [],
  };
  const began = performance.now();
  const lane = async () => {
    while (report.sent < count) {
      const at = report.sent++;
      if (at % 1000 === 999) onProgress?.(at + 1);
      const address = addresses[at % addresses.length]!;
      const one = fuzzRequest(address, material, random);
      const since = performance.now();
      let answer = await send(sandbox.web ?? '', one, agent);
      // As any client does whose connection was closed by the other side just as it was used again.
      if (answer.stale) answer = await send(sandbox.web ?? '', one);
      const {status, text} = answer;
      report.slowestMs = Math.max(report.slowestMs, Math.round(performance.now() - since));
      report.byStatus[status] = (report.byStatus[status] ?? 0) + 1;
      // Node: a head over 16 kB ends in 431 and a closed connection; which of the two is seen first is chance.
      if (status === '0' && headOf(one) < 16_000) report.faults.push(describe(at, one, `no answer: ${text}`));
      if (status === 'none') report.faults.push(describe(at, one, 'no answer in time'));
      else if (Number(status) >= 500) {
        const code = codeOf(text);
        if (status === '503' && code && /^(shopify|email|database)_/.test(code)) {
          report.explained[code] = (report.explained[code] ?? 0) + 1;
        } else report.faults.push(describe(at, one, `${status} ${text.slice(0, 200)}`));
      }
    }
  };
  await Promise.all(Array.from({length: concurrency}, lane));
  agent.destroy();
  report.seconds = Math.round((performance.now() - began) / 100) / 10;
  for (const [name, pid] of Object.entries(sandbox.pids)) {
    if (pid !== undefined && !lives(pid)) report.faults.push(`the ${name} process ended`);
  }
  const alive = await send(sandbox.web ?? '', {method: 'GET', path: '/readyz', headers: {}, body: null});
  if (alive.status !== '200') report.faults.push(`afterwards the web process is not ready: ${alive.status}`);
  return report;
}

/** How long its head is, about. */
const headOf = ({path, headers}: FuzzRequest) =>
  path.length + Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);

function describe(at: number, {method, path, headers, body}: FuzzRequest, what: string): string {
  const {Authorization: _secret, ...rest} = headers;
  const shown = body === null ? '' : `${body.length} bytes: ${body.toString('latin1').slice(0, 300)}`;
  return `#${at} ${method} ${path.slice(0, 300)} ${JSON.stringify(rest)} ${shown}\n    → ${what}`;
}

interface FuzzAnswer {
  /** `none`: not in time; `0`: the connection was closed. */
  status: string;
  text: string;
  /** It was a connection that had been used before. */
  stale: boolean;
}

function codeOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as {error?: {code?: string}}).error?.code;
  } catch {
    return undefined;
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function send(url: string, {method, path, headers, body}: FuzzRequest, agent?: Agent): Promise<FuzzAnswer> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve({status: 'none', text: '', stale: false});
      outgoing.destroy();
    }, patienceMs);
    const done = (status: string, text: string, stale = false) => {
      clearTimeout(timer);
      resolve({status, text, stale});
    };
    const {hostname, port} = new URL(url);
    // Told for every method: Node leaves it out for DELETE, and what follows would be taken for another request.
    const sized = body === null ? headers : {...headers, 'Content-Length': body.length};
    const outgoing = request({hostname, port, method, path, headers: sized, agent: agent ?? false}, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done(String(response.statusCode), Buffer.concat(parts).toString()));
      response.on('error', (error) => done('0', error.message));
    });
    outgoing.on('error', (error) => done('0', error.message, outgoing.reusedSocket));
    outgoing.end(body ?? undefined);
  });
}

/** Read off an app like the one that runs, with its settings. */
async function allAddresses({env}: Sandbox): Promise<Address[]> {
  const {ctx, close} = await start(loadConfig({...env, LOG_LEVEL: 'silent'}), createLogger('silent', 'fuzz'));
  try {
    return addressesOf(createApp({ctx, enqueue: await createEnqueue(ctx)}));
  } finally {
    await close();
  }
}

/** A shop with one of everything. */
async function makeMaterial(sandbox: Sandbox): Promise<Material> {
  const client = new SandboxClient(sandbox);
  // What is looked for is not how Shopify slows the app down.
  await client.control('plan', {restoreRate: 100_000, maximumAvailable: 1_000_000});
  const service: Service = await activate(client, {name: 'Fuzzed', email: 'fuzzed@example.com'});
  const product = await productAt(client, service, 'Mug');
  const order = await orderOf(client, product, 500);
  const number = numericId(order.id);
  const read = await client.api<OrderFulfillment>('GET', `/api/orders/${number}/fulfillment`);
  const lineId = read.fulfillmentOrders[0]?.lines[0]?.id ?? '';
  const {requests} = await client.api<{requests: FulfillmentRequest[]}>(
    'POST',
    `/api/orders/${number}/requests`,
    {lines: [{fulfillmentOrderLineItemId: lineId, quantity: 1}]},
    {'idempotency-key': 'fuzz'},
  );
  const [mail] = await until('the first email', async () => {
    const inbox = await client.inbox();
    return inbox.length > 0 && inbox;
  });
  const {assignmentJob} = await client.api<{assignmentJob: {id: string}}>('POST', '/api/assignments', {
    productIds: [product.id],
    serviceId: service.id,
  });
  const ids = {
    services: service.id,
    requests: requests[0]?.id ?? '',
    orders: number,
    products: numericId(product.id),
    assignments: assignmentJob.id,
    activity: requests[0]?.id ?? '',
  };
  const variantId = product.variants[0]?.id ?? '';
  return {env: sandbox.env, shop: sandbox.shop, ids, lineId, variantId, messageId: mail?.MessageID ?? ''};
}

/** Whether anything in the sandbox's database has a key that no document of ours may have. */
export async function operatorsStored({env}: Sandbox): Promise<string[]> {
  const client = new MongoClient(env['MONGODB_URI'] ?? '');
  try {
    const db = client.db(env['MONGODB_DATABASE'] ?? '');
    const found: string[] = [];
    for (const collection of await db.collections()) {
      for await (const document of collection.find()) {
        const text = JSON.stringify(document);
        if (/"(\$\w+|__proto__|polluted)":/.test(text))
          found.push(`${collection.collectionName}: ${text.slice(0, 300)}`);
      }
    }
    return found;
  } finally {
    await client.close();
  }
}
