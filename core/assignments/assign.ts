/** Assigns variants of a product to services: stocks them there, and nowhere else unless they shall stay. */
import {randomUUID} from 'node:crypto';
import {z} from 'zod';
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import {gid, numericId} from '../ids.ts';
import {parseInput} from '../requests/input.ts';
import {ownLocations} from '../services/byLocation.ts';
import type {VariantAssignment} from '../wire.ts';
import {carryOut, stepOf} from './carryOut.ts';
import type {Target} from './plan.ts';
import {showVariants} from './show.ts';
import type {Wish} from './step.ts';
import type {Failures} from './steps.ts';
import {readTarget} from './targets.ts';
import {readVariants, type Variant} from './variants.ts';

const variantId = z.union([z.string().max(100), z.number().int().positive()]).transform(String);

const bodySchema = z.strictObject({
  assignments: z
    .array(z.strictObject({variantId, serviceId: z.string().max(100).nullable()}))
    .min(1)
    // Shopify: a product has at most 2048 variants.
    .max(2048),
  keepElsewhere: z.boolean().default(false),
  moveStock: z.boolean().default(false),
});

/**
 * Assigns variants of one product. Everything is checked before anything changes; then the levels of each variant are switched
 * in one call per item, so that it is never stocked nowhere. Running it again changes nothing, and finishes what broke off.
 *
 * With a service: the variant is stocked at the service's location and unstocked at all others (with `keepElsewhere`: at the
 * other services of this app alone). With `serviceId: null`: it is unstocked at this app's services and stays where else it is,
 * or goes to the shop's primary location if it is nowhere else.
 *
 * With `moveStock` what is available goes along. Otherwise, Shopify: what was counted at a location stays on its inactive level
 * and comes back when the item is stocked there again; a level that is new begins at 0. Committed units stay with their orders.
 *
 * @param productId number or gid
 * @param body `AssignInput` of `core/wire.ts`, variants as number or gid, services by our id
 * @param by `user:<id>`, for the log
 * @returns all variants of the product as they are afterwards
 * @throws AppError `invalid_input`, `product_not_found`, `variant_not_found`, `service_not_found`, `service_not_active`,
 * `service_owned_by_other_app`, `last_location`, `shopify_*`; where some variants failed, `details.failed` names them, each
 * with its code and sentence, and the others are done
 */
export async function assignVariants(
  ctx: Context,
  shop: string,
  productId: string,
  body: unknown,
  by: string,
): Promise<VariantAssignment[]> {
  const product = gid('Product', productId);
  const {assignments, keepElsewhere, moveStock} = parseInput(bodySchema, body);
  const wanted = new Map(assignments.map((one) => [numericId(gid('ProductVariant', one.variantId)), one.serviceId]));
  if (wanted.size < assignments.length) {
    throw new AppError('invalid_input', {message: 'A variant is named twice. Name each variant once.'});
  }
  const admin = ctx.admin(shop);
  const first = await readVariants(admin, product);
  const strangers = [...wanted.keys()].filter((id) => !first.some((variant) => numericId(variant.id) === id));
  if (strangers.length > 0) throw new AppError('variant_not_found', {details: {variantIds: strangers}});
  const targets = new Map<string | null, Target>();
  for (const id of new Set(wanted.values())) targets.set(id, await readTarget(ctx, shop, id));

  const ours = await ownLocations(ctx, shop);
  const wishOf = ({id}: Variant): Wish | undefined => {
    const serviceId = wanted.get(numericId(id));
    const target = serviceId === undefined ? undefined : targets.get(serviceId);
    return target && {target, keepElsewhere, moveStock};
  };
  for (const variant of first) {
    const impossible = stepOf({wishOf, ours}, variant);
    if (impossible instanceof AppError) throw impossible;
  }
  // What was read to check is read to plan, too.
  const read = [first];
  const {variants, failures} = await carryOut({
    admin,
    operationId: randomUUID(),
    read: async () => read.pop() ?? (await readVariants(admin, product)),
    wishOf,
    ours,
  });
  ctx.log.info({shop, product, by, variants: wanted.size, failed: failures.size}, 'Assigned variants');
  if (failures.size > 0) throw withFailures(failures, wanted.size);
  return showVariants(ctx, shop, variants);
}

function withFailures(failures: Failures, of: number): AppError {
  const all = [...failures];
  const worst = all.find(([, error]) => !error.retryable)?.[1] ?? all[0]?.[1] ?? new AppError('internal');
  const some = failures.size < of ? `${failures.size} of ${of} variants could not be changed; the others were. ` : '';
  return new AppError(worst.code, {
    message: `${some}${worst.message}`,
    cause: worst,
    details: {failed: all.map(([id, {code, message}]) => ({variantId: id, code, message}))},
  });
}
