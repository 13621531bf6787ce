/** `/sandbox/*`: what a test or a person does to the sandbox from outside. Not part of Shopify. */
import {z} from 'zod';
import type {Domain} from './contract.ts';
import {Refusal, type Answer} from './http.ts';
import type {Platform} from './platform.ts';
import type {Shop} from './shops.ts';

export interface ControlRequest {
  readonly method: string;
  /** After `/sandbox/`. */
  readonly name: string;
  /** From `?shop=`. */
  readonly shop: string | undefined;
  /** From `?app=`: whose token. */
  readonly app?: string | undefined;
  readonly body: unknown;
}

const planInput = z.strictObject({
  restoreRate: z.number().positive().optional(),
  maximumAvailable: z.number().positive().optional(),
  /** Of each bulk operation. */
  bulkRowsPerSecond: z.number().positive().optional(),
  /** Fills the buckets. */
  full: z.boolean().optional(),
});
const webhookInput = z.strictObject({topic: z.string().min(1), payload: z.record(z.string(), z.unknown())});

function read<Output>(schema: z.ZodType<Output>, body: unknown): Output {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return parsed.data;
}

type Control = (platform: Platform, request: ControlRequest, shop: () => Shop) => unknown;

const domainControl =
  (name: keyof Domain['controls']): Control =>
  (platform, request, shop) =>
    platform.domain.controls[name](platform.context(shop(), 'app'), request.body);

const controls: Record<string, Control> = {
  // `?app=other`: a token of another app of the shop, to make services that are not the app's. `?app=app`: one of the app itself,
  // to do from a test what it alone may do.
  'GET token': async (platform, request, shop) => {
    const {domain} = shop();
    if (request.app === 'other' || request.app === 'app') {
      return {accessToken: platform.tokens.issueAccess(domain, request.app).token};
    }
    if (request.app !== undefined) throw new Error('?app= is `app`, the app itself, or `other`, another app.');
    const sessionToken = await platform.tokens.sessionToken(domain);
    return {sessionToken, accessToken: platform.tokens.issueAccess(domain, 'outside').token};
  },
  'POST locations': domainControl('locations'),
  'POST products': domainControl('products'),
  'POST orders': domainControl('orders'),
  'GET snapshot': domainControl('snapshot'),
  'POST plan': (platform, request, shop) => {
    const given = read(planInput, request.body);
    const target = shop();
    const {restoreRate = target.plan.restoreRate, maximumAvailable = target.plan.maximumAvailable} = given;
    target.plan = {restoreRate, maximumAvailable};
    target.bulkRowsPerSecond = given.bulkRowsPerSecond ?? target.bulkRowsPerSecond;
    if (given.full) {
      for (const bucket of Object.values(target.buckets)) bucket.refund(Infinity, platform.now().getTime());
    }
    return {...target.plan, bulkRowsPerSecond: target.bulkRowsPerSecond};
  },
  'GET faults': (platform, request) => platform.faults.list(request.shop),
  'POST faults': (platform, request) => ({fault: platform.faults.add(request.shop, request.body)}),
  'DELETE faults': (platform, request) => {
    platform.faults.clear(request.shop);
    return {};
  },
  'GET log': (platform, request) => platform.log.list(request.shop),
  // Sums of all calls since the log was emptied, of which it keeps the newest alone.
  'GET points': (platform, _request, shop) => platform.log.totals(shop().domain),
  'DELETE log': (platform, request) => {
    platform.log.clear(request.shop);
    return {};
  },
  'GET webhooks': (platform, request) => platform.webhooks.list(request.shop),
  'POST webhooks': (platform, request, shop) => {
    const {topic, payload} = read(webhookInput, request.body);
    const deliveries = platform.webhooks.emit(shop().domain, topic, payload);
    if (deliveries.length === 0) throw new Error(`The app has no subscription to ${topic}.`);
    return {deliveries};
  },
  // Shopify: app/uninstalled arrives with the token already dead.
  'POST uninstall': (platform, _request, shop) => {
    const target = shop();
    platform.tokens.revoke(target.domain);
    target.installed = false;
    const payload = {domain: target.domain, myshopify_domain: target.domain};
    return {deliveries: platform.webhooks.emit(target.domain, 'app/uninstalled', payload)};
  },
  'GET shops': (platform) => platform.shops.list().map(({domain, installed}) => ({domain, installed})),
};

/** Runs a control. What it throws is told as 422 `{error}`. */
export async function runControl(platform: Platform, request: ControlRequest): Promise<Answer> {
  const control = controls[`${request.method} ${request.name}`];
  if (!control) {
    const known = Object.keys(controls).map((each) => each.replace(' ', ' /sandbox/'));
    return {status: 404, body: {error: `There is no such control. Known: ${known.join(', ')}.`}};
  }
  const shop = (): Shop => {
    if (request.shop === undefined) throw new Refusal(400, {error: 'Name the shop: ?shop=demo.myshopify.com'});
    return platform.shops.get(request.shop);
  };
  if (request.shop !== undefined) shop();
  try {
    return {status: 200, body: await control(platform, request, shop)};
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return {status: 422, body: {error: error instanceof Error ? error.message : String(error)}};
  }
}
