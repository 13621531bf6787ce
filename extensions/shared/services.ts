/** The fulfillment services a merchant can choose from. */
import type {Service} from '../../core/wire.ts';
import {call, type Result} from './call.ts';

/** All services of the shop, those of other apps too. */
export const listServices = (): Promise<Result<{items: Service[]}>> => call('/api/services');

/** Whether products can be assigned to it: a paused service keeps its products and takes more of them. */
export function takesProducts({ownedByThisApp, status}: Service): boolean {
  return ownedByThisApp && (status === 'active' || status === 'paused');
}
