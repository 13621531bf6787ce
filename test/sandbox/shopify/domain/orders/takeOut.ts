// Units that nobody is to ship any more leave the fulfillment orders.
import type {ShopContext} from '../../contract.ts';
import {setStatus} from '../fulfillmentOrders/assignedLocation.ts';
import {remaining} from '../fulfillmentOrders/lines.ts';
import {uncommit} from '../inventory/levels.ts';
import {nowText} from '../time.ts';
import type {LineItem} from './record.ts';
import {unfulfilledQuantity} from './status.ts';

/** Of those that still wait, at a service that has them last. @param to where the committed stock goes */
export function takeOut(context: ShopContext, line: LineItem, units: number, to: 'available' | 'gone'): void {
  let left = Math.min(units, unfulfilledQuantity(line));
  const holders = line.order.fulfillmentOrderList
    .filter(({status}) => status !== 'CLOSED' && status !== 'CANCELLED')
    .toSorted((a, b) => Number(a.status === 'IN_PROGRESS') - Number(b.status === 'IN_PROGRESS'));
  for (const one of holders) {
    for (const each of one.lines.filter((candidate) => candidate.lineItem === line)) {
      const taken = Math.min(left, each.remainingQuantity);
      const committed = Math.min(taken, each.committed);
      uncommit(context, line.inventoryItem, one.location, committed, to);
      each.committed -= committed;
      each.remainingQuantity -= taken;
      each.totalQuantity -= taken;
      left -= taken;
    }
    one.updatedAt = nowText(context);
    if (remaining(one) === 0) setStatus(one, 'CLOSED');
  }
  line.removed += units;
}
