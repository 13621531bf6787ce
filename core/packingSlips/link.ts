/** The link under which the packing slips of an order can be printed, for a short while. */
import type {Context} from '../context.ts';
import {gid} from '../ids.ts';
import {readLink, signLink, type LinkSecrets} from '../links/token.ts';
import {z} from 'zod';
import {AppError} from '../errors.ts';
import {parseInput} from '../requests/input.ts';
import {readPackingSlips} from './read.ts';

const minutesValid = 10;

const bodySchema = z.strictObject({
  serviceIds: z
    .array(z.string().regex(/^[0-9a-f]{24}$/))
    .min(1)
    .max(20)
    .optional(),
});

/** What a link names. */
export interface SlipsLink {
  shop: string;
  orderId: string;
  /** null: all. */
  serviceIds: string[] | null;
}

/**
 * @param body `{serviceIds?}`, of ours; absent: all services that have something of the order
 * @throws AppError `invalid_input`, `order_not_found`, `service_not_found`, `nothing_to_fulfill`, `shopify_*`
 */
export async function packingSlipLink(
  ctx: Context,
  shop: string,
  orderId: string,
  body: unknown,
): Promise<{url: string}> {
  const {serviceIds = null} = parseInput(bodySchema, body);
  const order = gid('Order', orderId);
  // So that whoever presses "Print" is told now, not by a page that does not print.
  if ((await readPackingSlips(ctx, shop, order, serviceIds)).length === 0) {
    throw new AppError('nothing_to_fulfill', {
      message: 'Nothing of this order is at a fulfillment service of this app.',
    });
  }
  const fields = {shop, order, ...(serviceIds ? {services: serviceIds.join(',')} : {})};
  const expiresAt = new Date(Date.now() + minutesValid * 60_000);
  const token = signLink(ctx.config, 'packing slips', fields, expiresAt);
  return {url: `${ctx.config.APP_URL}/print/packing-slips/${token}`};
}

export function readSlipsLink(config: LinkSecrets, token: string): SlipsLink | 'invalid' | 'expired' {
  const fields = readLink(config, 'packing slips', token);
  if (typeof fields === 'string') return fields;
  const {shop, order, services} = fields;
  return shop && order ? {shop, orderId: order, serviceIds: services ? services.split(',') : null} : 'invalid';
}
