/** Assigns variants to services: stocks them at the service's location, and nowhere else. */
import {z} from 'zod';
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import {gid, numericId} from '../ids.ts';
import {parseInput} from '../requests/input.ts';
import {ownLocations, servicesByLocation} from '../services/byLocation.ts';
import {findOwnService} from '../services/find.ts';
import {primaryLocation} from '../shopify/operations/primaryLocation.ts';
import type {VariantAssignment} from '../wire.ts';
import {planToggles, type Target} from './plan.ts';
import {toggle, type ItemToggles} from './toggle.ts';
import {readVariants, toAssignment, type Variant} from './variants.ts';

const variantId = z.union([z.string().max(100), z.number().int().positive()]).transform(String);

const bodySchema = z.strictObject({
  assignments: z
    .array(z.strictObject({variantId, serviceId: z.string().max(100).nullable()}))
    .min(1)
    // Shopify: a product has at most 2048 variants.
    .max(2048),
});

/** How often what Shopify left in doubt is looked at and done again; switching a level twice does no harm. */
const rounds = 3;

/**
 * Assigns variants of one product. Everything is checked before anything changes; then the levels of each variant are switched
 * in one call per item, so that it is never stocked nowhere. Running it again changes nothing, and finishes what broke off.
 *
 * With a service: the variant is stocked at the service's location and unstocked at all others. With `serviceId: null`: it is
 * unstocked at this app's services and stays where else it is, or goes to the shop's primary location if it is nowhere else.
 *
 * Quantities are not moved. Shopify: what was counted at a location stays on its inactive level and comes back when the item
 * is stocked there again; a level that is new begins at 0. Committed units are not looked at either.
 *
 * @param productId number or gid
 * @param body `{assignments: [{variantId, serviceId | null}]}`, variants as number or gid, services by our id
 * @param by `user:<id>`, for the log
 * @returns all variants of the product as they are afterwards
 * @throws AppError `invalid_input`, `product_not_found`, `variant_not_found`, `service_not_found`, `service_not_active`,
 * `service_owned_by_other_app`, `last_location`, `shopify_*`; of errors by Shopify `details` name the variants that failed
 */
export async function assignVariants(
  ctx: Context,
  shop: string,
  productId: string,
  body: unknown,
  by: string,
): Promise<VariantAssignment[]> {
  const product = gid('Product', productId);
  const {assignments} = parseInput(bodySchema, body);
  const wanted = new Map(assignments.map((one) => [numericId(gid('ProductVariant', one.variantId)), one.serviceId]));
  if (wanted.size < assignments.length) {
    throw new AppError('invalid_input', {message: 'A variant is named twice. Name each variant once.'});
  }
  const admin = ctx.admin(shop);
  let variants = await readVariants(admin, product);
  const strangers = [...wanted.keys()].filter((id) => !variants.some((variant) => numericId(variant.id) === id));
  if (strangers.length > 0) throw new AppError('variant_not_found', {details: {variantIds: strangers}});
  const targets = await readTargets(ctx, shop, new Set(wanted.values()));

  const services = await servicesByLocation(ctx, shop);
  const ours = await ownLocations(ctx, shop);
  let doubt: AppError | null = null;
  for (let round = 0; round < rounds; round += 1) {
    const items = planItems(variants, wanted, targets, ours);
    if (items.length === 0) return variants.map((variant) => toAssignment(variant, services));
    doubt = await toggle(admin, items);
    ctx.log.info({shop, product, by, items: items.length, doubt: doubt?.code}, 'Switched inventory levels');
    variants = await readVariants(admin, product);
  }
  if (planItems(variants, wanted, targets, ours).length > 0) throw doubt ?? new AppError('shopify_outcome_unknown');
  return variants.map((variant) => toAssignment(variant, services));
}

/** Where the variants of each service (or of none) go. */
async function readTargets(
  ctx: Context,
  shop: string,
  serviceIds: ReadonlySet<string | null>,
): Promise<Map<string | null, Target>> {
  const targets = new Map<string | null, Target>();
  for (const id of serviceIds) {
    if (id === null) {
      const {shop: answer} = await ctx.admin(shop).run(primaryLocation, {});
      const location = answer.fulfillmentServices.find(({type}) => type === 'MANUAL')?.location;
      targets.set(id, {kind: 'merchant', fallbackLocationId: location?.isActive ? location.id : null});
      continue;
    }
    const service = await findOwnService(ctx, shop, id);
    if (service.status !== 'active' || service.locationId === null) {
      throw new AppError('service_not_active', {details: {serviceId: id}});
    }
    targets.set(id, {kind: 'service', locationId: service.locationId});
  }
  return targets;
}

function planItems(
  variants: readonly Variant[],
  wanted: ReadonlyMap<string, string | null>,
  targets: ReadonlyMap<string | null, Target>,
  ours: ReadonlySet<string>,
): ItemToggles[] {
  return variants.flatMap((variant) => {
    const serviceId = wanted.get(numericId(variant.id));
    const target = serviceId === undefined ? undefined : targets.get(serviceId);
    if (!target) return [];
    const toggles = planToggles(variant.stockedAt, target, ours);
    return toggles.length > 0 ? [{variantId: variant.id, inventoryItemId: variant.inventoryItemId, toggles}] : [];
  });
}
