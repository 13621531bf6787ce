/** One page of an assignment job: the variants that are seen to together. */
import type {Context} from '../../context.ts';
import {AppError} from '../../errors.ts';
import {numericId} from '../../ids.ts';
import {ownLocations} from '../../services/byLocation.ts';
import type {AssignmentJob} from '../../wire.ts';
import {carryOut} from '../carryOut.ts';
import type {Target} from '../plan.ts';
import type {Wish} from '../step.ts';
import {fullTitle, readVariantPage, readVariantsById, variantsPerRead, type Variant} from '../variants.ts';
import type {StoredAssignmentJob} from './store.ts';

/** Variants of a product that are seen to together: enough to be quick, few enough to show progress. */
const perProductPage = 50;

export interface PageResult {
  done: number;
  failed: AssignmentJob['failed'];
  /** A failure that may pass: the page is to be done again. */
  retry: AppError | null;
  /** Where the next page begins; `at` beyond the last id: there is none. */
  next: {at: number; after: string | null};
}

type Job = Pick<StoredAssignmentJob, '_id' | 'shop' | 'source' | 'at' | 'after' | 'keepElsewhere' | 'moveStock'>;

/**
 * Sees to the page at which a job stands. Doing it again changes nothing that is done.
 * @throws AppError `shopify_*` where it could not be read
 */
export async function doPage(ctx: Context, job: Job, target: Target): Promise<PageResult> {
  const admin = ctx.admin(job.shop);
  const ours = await ownLocations(ctx, job.shop);
  const page = await openPage(ctx, job);
  if ('failed' in page) return {done: 0, failed: [page.failed], retry: null, next: page.next};
  const wishOf = (variant: Variant): Wish => {
    refuseOthers(job, variant, target, ours);
    return {target, keepElsewhere: job.keepElsewhere, moveStock: job.moveStock};
  };
  const read = [page.variants];
  const {variants, failures} = await carryOut({
    admin,
    operationId: job._id.toHexString(),
    read: async () => read.pop() ?? (await page.readAgain()),
    wishOf,
    ours,
  });
  const titles = new Map(variants.map((variant) => [variant.id, fullTitle(variant)]));
  const failed = [...failures].map(([variantId, {code, message}]) => ({
    variantId,
    title: titles.get(variantId) ?? '',
    code,
    message,
  }));
  const retry = [...failures.values()].find(({retryable}) => retryable) ?? null;
  const done = page.variants.length - failures.size;
  return {done, failed: [...failed, ...page.missing.map(gone)], retry, next: page.next};
}

interface Page {
  variants: Variant[];
  /** Variants that are not there any more. */
  missing: string[];
  readAgain: () => Promise<Variant[]>;
  next: PageResult['next'];
}

async function openPage(
  ctx: Context,
  {shop, source, at, after}: Job,
): Promise<Page | {failed: AssignmentJob['failed'][number]; next: PageResult['next']}> {
  const admin = ctx.admin(shop);
  if (source.kind === 'variants') {
    const ids = source.ids.slice(at, at + variantsPerRead);
    const variants = await readVariantsById(admin, ids);
    const found = new Set(variants.map(({id}) => id));
    const missing = ids.filter((id) => !found.has(id));
    return {
      variants,
      missing,
      readAgain: () => readVariantsById(admin, ids),
      next: {at: at + ids.length, after: null},
    };
  }
  const productId = source.ids[at] ?? '';
  try {
    const {variants, nextCursor} = await readVariantPage(admin, productId, perProductPage, after);
    const readAgain = async () => (await readVariantPage(admin, productId, perProductPage, after)).variants;
    const next = nextCursor === null ? {at: at + 1, after: null} : {at, after: nextCursor};
    return {variants, missing: [], readAgain, next};
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'product_not_found') throw error;
    const failed = {variantId: productId, title: '', code: error.code, message: error.message};
    return {failed, next: {at: at + 1, after: null}};
  }
}

/** Who picks whole products has not looked at each variant: those at another app's service are not taken from it. */
function refuseOthers(
  {source, keepElsewhere, moveStock}: Job,
  variant: Variant,
  target: Target,
  ours: ReadonlySet<string>,
) {
  if (source.kind === 'variants' || target.kind === 'merchant' || (keepElsewhere && !moveStock)) return;
  const other = variant.stockedAt.find(
    ({service, locationId}) => service !== null && !ours.has(numericId(locationId)) && locationId !== target.locationId,
  );
  if (!other) return;
  throw new AppError('service_owned_by_other_app', {
    message: `This variant is at ${other.service?.name ?? other.name}, which belongs to another app. Change it on the product's page.`,
  });
}

function gone(variantId: string): AssignmentJob['failed'][number] {
  const {code, message} = new AppError('variant_not_found', {message: 'This variant does not exist any more.'});
  return {variantId, title: '', code, message};
}
