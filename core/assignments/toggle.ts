/** Switches inventory levels in Shopify, many items to a call. */
import {AppError, type ErrorCode} from '../errors.ts';
import type {AdminClient} from '../shopify/client.ts';
import {toggleInventoryActivation} from '../shopify/operations/toggleInventoryActivation.ts';
import {userErrorDetails, type UserError} from '../shopify/userErrors.ts';
import {cutToggles, type Toggle} from './plan.ts';

export interface ItemToggles {
  /** gid, to name it in errors. */
  variantId: string;
  inventoryItemId: string;
  toggles: Toggle[];
}

interface Failure {
  variantId: string;
  error: AppError;
}

/**
 * Switches the levels of each item, an item's in order.
 * @returns null, or what stood in the way of some of them where doing it again may help
 * @throws AppError `last_location`, `shopify_rejected` and other `shopify_*` that
 * trying again does not mend; `details.failed` names the variants, the others were switched
 */
export async function toggle(admin: AdminClient, items: readonly ItemToggles[]): Promise<AppError | null> {
  const calls = items.flatMap(({variantId, inventoryItemId, toggles}) =>
    cutToggles(toggles).map((updates) => ({variantId, variables: {inventoryItemId, updates}})),
  );
  const outcomes = await admin.runBatch(
    toggleInventoryActivation,
    calls.map(({variables}) => variables),
  );
  const failures = outcomes.flatMap(({answer, error}, index): Failure[] => {
    const variantId = calls[index]?.variantId ?? '';
    const failed = error ?? payloadError(answer.inventoryBulkToggleActivation?.userErrors ?? []);
    return failed ? [{variantId, error: failed}] : [];
  });
  const final = failures.find(({error}) => !error.retryable);
  if (final) throw withFailures(final.error, failures);
  return failures[0] ? withFailures(failures[0].error, failures) : null;
}

function payloadError(errors: readonly UserError[]): AppError | null {
  const first = errors[0];
  if (!first) return null;
  const code: ErrorCode = first.code === 'CANNOT_DEACTIVATE_FROM_ONLY_LOCATION' ? 'last_location' : 'shopify_rejected';
  return new AppError(code, {
    details: userErrorDetails(errors),
    ...(code === 'shopify_rejected' ? {message: `Shopify refused the change: ${first.message}`} : {}),
  });
}

function withFailures(error: AppError, failures: readonly Failure[]): AppError {
  return new AppError(error.code, {
    message: error.message,
    cause: error,
    details: {
      failed: failures.map((failure) => ({
        variantId: failure.variantId,
        code: failure.error.code,
        message: failure.error.message,
      })),
    },
  });
}
