/** The fulfillment services a merchant can choose from. */
import type {Service} from '../../core/wire.ts';
import {call, type Result} from './call.ts';

/** All services of the shop, those of other apps too. */
export const listServices = (): Promise<Result<{items: Service[]}>> => call('/api/services');

/** This app's services that can be assigned to, by name. */
export function assignable(services: Service[]): Service[] {
  return services.filter((one) => one.ownedByThisApp && one.status === 'active');
}

/** Services of other apps. */
export function ofOtherApps(services: Service[]): Service[] {
  return services.filter((one) => !one.ownedByThisApp);
}
