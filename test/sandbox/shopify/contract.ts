import type {GraphQLResolveInfo} from 'graphql';

/** One shop's state; the domain half alone knows what is in it. */
export interface ShopState {
  readonly domain: string;
}

/** What the platform half gives to every resolver and control. */
export interface ShopContext {
  readonly domain: string;
  readonly state: ShopState;
  /** The app that calls (or, from a control, the app under test). */
  readonly app: {readonly id: string; readonly url: string; readonly scopes: ReadonlySet<string>};
  /** Simulated now. */
  now(): Date;
  /** Runs `work` a moment later; cleared when the sandbox closes. */
  later(ms: number, work: () => void): void;
  /** Sends a webhook of this topic (`fulfillment_orders/moved`) to the app if it subscribed: signed, retried. */
  emit(topic: string, payload: object): void;
  /** `POST <callbackUrl>/fulfillment_order_notification`, signed. */
  notifyService(callbackUrl: string, kind: 'FULFILLMENT_REQUEST' | 'CANCELLATION_REQUEST'): void;
}

// The parents and arguments of resolvers are as various as Shopify's schema; each resolver narrows its own.
// eslint-disable-next-line typescript/no-explicit-any
export type Resolver = (parent: any, args: any, context: ShopContext, info: GraphQLResolveInfo) => unknown;

/** By type name, then field name. A field without a resolver reads the parent's property of its name; a missing one is an error. */
export type Resolvers = Record<string, Record<string, Resolver>>;

/** The domain half: what `domain/index.ts` exports. */
export interface Domain {
  createState(domain: string): ShopState;
  resolvers: Resolvers;
  /** `POST /sandbox/<name>`: takes the JSON body, answers JSON; throws Error with a sentence for bad input (answered 422).
   * `snapshot` is a GET: where everything is. */
  controls: Record<'locations' | 'products' | 'orders' | 'snapshot', (context: ShopContext, body: unknown) => unknown>;
}
