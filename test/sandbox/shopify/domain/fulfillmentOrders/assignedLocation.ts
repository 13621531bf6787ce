// Where a fulfillment order is assigned: read live until work begins, a frozen copy afterwards (rules §2).
import type {ShopContext} from '../../contract.ts';
import {provinceName} from '../addresses/regions.ts';
import type {Location} from '../locations/record.ts';
import {stateOf} from '../state.ts';
import type {AssignedLocation, FulfillmentOrder, Status} from './record.ts';

const live: ReadonlySet<Status> = new Set<Status>(['OPEN', 'SCHEDULED', 'ON_HOLD']);

function copy(location: Location): AssignedLocation {
  const {address1, address2, city, countryCode, phone, provinceCode, zip} = location.place;
  const province = provinceName(countryCode, provinceCode);
  return {name: location.name, address1, address2, city, countryCode, phone, province, zip, location};
}

/** Changes the status, and freezes or thaws the assigned location as it asks. */
export function setStatus(fulfillmentOrder: FulfillmentOrder, status: Status): void {
  fulfillmentOrder.status = status;
  if (live.has(status)) fulfillmentOrder.frozenLocation = null;
  else fulfillmentOrder.frozenLocation ??= copy(fulfillmentOrder.location);
}

/** The field `assignedLocation`; `location` is null once the location is deleted. */
export function assignedLocation(
  fulfillmentOrder: FulfillmentOrder,
  _args: unknown,
  context: ShopContext,
): AssignedLocation {
  const assigned = fulfillmentOrder.frozenLocation ?? copy(fulfillmentOrder.location);
  const location = stateOf(context).locations.get(fulfillmentOrder.location.id) ?? null;
  return {...assigned, location};
}
