// All stock of one location into another: when a location is deactivated or a service is deleted.
import type {ShopContext} from '../../contract.ts';
import type {Location} from '../locations/record.ts';
import {activate, deactivate} from './activation.ts';
import {change} from './levels.ts';
import {quantityNames} from './record.ts';

/** Stocks every item of the source at the destination, and moves its quantities there, state by state. */
export function transferStock(context: ShopContext, source: Location, destination: Location): void {
  for (const level of source.levels) {
    if (!level.isActive) continue;
    const target = activate(context, level.item, destination);
    for (const name of quantityNames) {
      const units = level.amounts[name];
      change(context, level, name, -units);
      change(context, target, name, units);
    }
    deactivate(context, level);
  }
}
