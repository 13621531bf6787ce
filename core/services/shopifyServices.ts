/** The shop's fulfillment services as Shopify has them. */
import type {Context} from '../context.ts';
import type {FulfillmentServicesQuery} from '../shopify/generated/operations.ts';
import {fulfillmentServices} from '../shopify/operations/fulfillmentServices.ts';
import {comparableName} from './rules.ts';

export interface ShopifyService {
  /** As Shopify gives it, with what it puts behind the number; compare by `sameId`. */
  id: string;
  name: string;
  /** Made by Shopify of the first name; a rename never changes it. */
  handle: string;
  locationId: string | null;
  /** Whether its callbacks come to this app. */
  callsUs: boolean;
}

/** Where Shopify calls a service of this app; see `web`. */
export function callbackUrl(config: Pick<Context['config'], 'APP_URL'>): string {
  return `${config.APP_URL}/fulfillment-service`;
}

/** The services of apps, this one's and others'. Shopify's own ("manual", gift cards) are left out.
 * @throws AppError `shopify_*` */
export async function readShopifyServices(
  ctx: Pick<Context, 'admin' | 'config'>,
  shop: string,
): Promise<ShopifyService[]> {
  const answer = await ctx.admin(shop).run(fulfillmentServices, {});
  return answer.shop.fulfillmentServices
    .filter(({type}) => type === 'THIRD_PARTY')
    .map((service) => toShopifyService(ctx, service));
}

type Listed = FulfillmentServicesQuery['shop']['fulfillmentServices'][number];

/** A service out of an answer of Shopify. */
export function toShopifyService(ctx: Pick<Context, 'config'>, service: Listed): ShopifyService {
  return {
    id: service.id,
    name: service.serviceName,
    handle: service.handle,
    locationId: service.location?.id ?? null,
    callsUs: service.callbackUrl !== null && sameUrl(service.callbackUrl, callbackUrl(ctx.config)),
  };
}

/** The service of that name, whatever its case. */
export function byName(list: readonly ShopifyService[], name: string): ShopifyService | undefined {
  return list.find((one) => comparableName(one.name) === comparableName(name));
}

function sameUrl(a: string, b: string): boolean {
  return plainUrl(a) === plainUrl(b);
}

function plainUrl(url: string): string {
  return URL.canParse(url) ? new URL(url).href.replace(/\/+$/, '') : url;
}
