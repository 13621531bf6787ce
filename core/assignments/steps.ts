/** Does one step for each of many variants in Shopify: switches inventory levels, moves stock. */
import {createHash} from 'node:crypto';
import {AppError} from '../errors.ts';
import type {AdminClient} from '../shopify/client.ts';
import {adjustAvailable} from '../shopify/operations/adjustAvailable.ts';
import {toggleInventoryActivation} from '../shopify/operations/toggleInventoryActivation.ts';
import {userErrorDetails, userErrorsError, type UserError} from '../shopify/userErrors.ts';
import {cutToggles, type Toggle} from './plan.ts';
import type {QuantityChange} from './step.ts';

interface Item {
  /** gid, to name it in errors. */
  variantId: string;
  inventoryItemId: string;
}

export interface ItemToggles extends Item {
  toggles: Toggle[];
}

export interface ItemMove extends Item {
  changes: QuantityChange[];
  /** How often Shopify has answered that it did not do it. Without an answer the same call is made again. */
  attempt: number;
}

/** Why a step was not done, by variant. A retryable one may have been done after all: read again. */
export type Failures = Map<string, AppError>;

/** Switches the levels of each item, an item's in order. */
export async function toggle(admin: AdminClient, items: readonly ItemToggles[]): Promise<Failures> {
  const calls = items.flatMap(({variantId, inventoryItemId, toggles}) =>
    cutToggles(toggles).map((updates) => ({variantId, variables: {inventoryItemId, updates}})),
  );
  const outcomes = await admin.runBatch(
    toggleInventoryActivation,
    calls.map(({variables}) => variables),
  );
  const failures: Failures = new Map();
  for (const [index, {answer, error}] of outcomes.entries()) {
    const variantId = calls[index]?.variantId ?? '';
    const failed = error ?? toggleError(answer.inventoryBulkToggleActivation?.userErrors ?? []);
    if (failed && !failures.has(variantId)) failures.set(variantId, failed);
  }
  return failures;
}

/**
 * Moves what is available of each item from location to location, each item in one call.
 * @param operationId what these moves belong to: the same move of the same operation is done once, however often it is called
 */
export async function moveStock(
  admin: AdminClient,
  operationId: string,
  items: readonly ItemMove[],
): Promise<Failures> {
  const outcomes = await admin.runBatch(
    adjustAvailable,
    items.map(({inventoryItemId, changes, attempt}) => ({
      key: moveKey(operationId, inventoryItemId, changes, attempt),
      input: {
        name: 'available',
        reason: 'movement_created',
        referenceDocumentUri: `gid://custom-fulfillment-services/Assignment/${operationId}`,
        changes: changes.map((change) => ({inventoryItemId, ...change})),
      },
    })),
  );
  const failures: Failures = new Map();
  for (const [index, {answer, error}] of outcomes.entries()) {
    const failed = error ?? moveError(answer.inventoryAdjustQuantities?.userErrors ?? []);
    if (failed) failures.set(items[index]?.variantId ?? '', failed);
  }
  return failures;
}

/** Of the quantities too: what was read anew since is another call. Shopify: a key whose first call failed is spent. */
function moveKey(operationId: string, inventoryItemId: string, changes: QuantityChange[], attempt: number): string {
  return createHash('sha256')
    .update(JSON.stringify([operationId, inventoryItemId, changes, attempt]))
    .digest('hex');
}

function toggleError(errors: readonly UserError[]): AppError | null {
  const first = errors[0];
  if (!first) return null;
  return first.code === 'CANNOT_DEACTIVATE_FROM_ONLY_LOCATION'
    ? new AppError('last_location', {details: userErrorDetails(errors)})
    : userErrorsError(errors);
}

/** What another look mends: stock that changed meanwhile, and calls whose key is still at work or spent. */
const passing = new Set([
  'CHANGE_FROM_QUANTITY_STALE',
  'IDEMPOTENCY_CONCURRENT_REQUEST',
  'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED',
  'ITEM_NOT_STOCKED_AT_LOCATION',
  'SERVICE_UNAVAILABLE',
]);

function moveError(errors: readonly UserError[]): AppError | null {
  if (errors.length === 0) return null;
  if (!errors.every(({code}) => code && passing.has(code))) return userErrorsError(errors);
  const details = userErrorDetails(errors);
  return new AppError('shopify_unavailable', {details, message: 'The stock changed in the same moment. Try again.'});
}
