/** Why a removal waits for a person although nothing of it failed. Each has a sentence of its own in the page's other languages. */
import type {StuckReason} from '../wire.ts';
import type {Outcome} from './work.ts';

const stuckReasons: Record<StuckReason, string> = {
  removal_orders_keep_arriving:
    'Orders keep arriving at this service faster than they can be moved. Stop selling from it, then try again.',
  removal_stock_keeps_changing: 'The stock of this service keeps changing. Stop selling from it, then try again.',
  removal_units_held:
    'Some units here are held by orders that the app cannot see. Fulfill or cancel those, then try again.',
};

/** Ends the work until a person has looked. */
export function stuck(code: StuckReason): Outcome {
  return {end: 'attention', waiting: {code, message: stuckReasons[code]}};
}
