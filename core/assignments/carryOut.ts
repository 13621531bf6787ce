/** Brings variants where they were wished to be, step by step, each planned from what Shopify shows after the one before. */
import {AppError} from '../errors.ts';
import {toAppError} from '../toAppError.ts';
import type {AdminClient} from '../shopify/client.ts';
import {nextStep, type Step, type Wish} from './step.ts';
import {moveStock, toggle, type Failures} from './steps.ts';
import type {Variant} from './variants.ts';

export interface Order {
  admin: AdminClient;
  /** What the moves of stock belong to, so that a repeat of one is none. */
  operationId: string;
  /** Reads the variants as they are now. */
  read: () => Promise<Variant[]>;
  /** undefined: it is not to be touched. @throws AppError why it cannot be what was wished */
  wishOf: (variant: Variant) => Wish | undefined;
  /** Numbers of the locations of this app's services. */
  ours: ReadonlySet<string>;
}

/** Steps a variant needs at most (stock, move, unstock), and as many again for what has to be repeated. */
const rounds = 7;
/** How often what Shopify left in doubt is looked at and done again. */
const tries = 3;

/** By variant: its failures, those of them that Shopify answered, and the last. */
type Doubts = Map<string, {count: number; answered: number; error: AppError}>;

/**
 * Carries wishes out. Doing it again changes nothing, and finishes what broke off.
 * @returns the variants as they are afterwards, and why those that are not as wished are not
 * @throws AppError `product_not_found`, `shopify_*` where they cannot be read
 */
export async function carryOut(order: Order): Promise<{variants: Variant[]; failures: Failures}> {
  const failures: Failures = new Map();
  const doubts: Doubts = new Map();
  let variants = await order.read();
  for (let round = 0; round < rounds; round += 1) {
    const steps = planned(order, variants, failures);
    if (steps.length === 0) return {variants, failures};
    for (const [variantId, error] of await doSteps(order, steps, doubts)) {
      const before = doubts.get(variantId);
      const count = (before?.count ?? 0) + 1;
      const answered = (before?.answered ?? 0) + Number(error.code !== 'shopify_outcome_unknown');
      doubts.set(variantId, {count, answered, error});
      if (!error.retryable || count >= tries) failures.set(variantId, error);
    }
    variants = await order.read();
  }
  for (const {variant} of planned(order, variants, failures)) {
    failures.set(variant.id, doubts.get(variant.id)?.error ?? new AppError('shopify_outcome_unknown'));
  }
  // What failed may stand after all.
  for (const variant of variants) {
    if (failures.get(variant.id)?.retryable && stepOf(order, variant) === null) failures.delete(variant.id);
  }
  return {variants, failures};
}

interface Planned {
  variant: Variant;
  step: Step;
}

function planned(order: Order, variants: readonly Variant[], failures: Failures): Planned[] {
  return variants.flatMap((variant) => {
    if (failures.has(variant.id)) return [];
    const step = stepOf(order, variant);
    if (step instanceof AppError) failures.set(variant.id, step);
    return step && !(step instanceof AppError) ? [{variant, step}] : [];
  });
}

/** The next step of a variant, or why there is none; null: it is as wished, or nothing is wished. */
export function stepOf({wishOf, ours}: Pick<Order, 'wishOf' | 'ours'>, variant: Variant): Step | AppError | null {
  try {
    const wish = wishOf(variant);
    return wish ? nextStep(variant, wish, ours) : null;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return toAppError(thrown);
  }
}

const item = ({id, inventoryItemId}: Variant) => ({variantId: id, inventoryItemId});

async function doSteps({admin, operationId}: Order, steps: readonly Planned[], doubts: Doubts): Promise<Failures> {
  const toggles = steps.flatMap(({variant, step}) =>
    step.kind === 'toggle' ? [{...item(variant), toggles: step.toggles}] : [],
  );
  const moves = steps.flatMap(({variant, step}) =>
    step.kind === 'move'
      ? [{...item(variant), changes: step.changes, attempt: doubts.get(variant.id)?.answered ?? 0}]
      : [],
  );
  const failures: Failures = toggles.length > 0 ? await toggle(admin, toggles) : new Map();
  if (moves.length > 0) for (const [id, error] of await moveStock(admin, operationId, moves)) failures.set(id, error);
  return failures;
}
