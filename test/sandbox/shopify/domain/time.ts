// Times as Shopify writes them.
import type {ShopContext} from '../contract.ts';

/** ISO 8601 in UTC, whole seconds: `2026-07-01T10:00:00Z`. */
export function timeText(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** The simulated now, as Shopify writes it. */
export function nowText(context: ShopContext): string {
  return timeText(context.now());
}
