/** What a reactivation writes of a service. Pure. */
import {comparableName} from '../rules.ts';
import type {RegisteredService} from '../register.ts';
import type {StoredService} from '../store.ts';

/** Once Shopify has the new service: everything else of ours stays as it was. */
export function reactivated({id, name, locationId, handle}: RegisteredService): Partial<StoredService> {
  return {
    status: 'active',
    live: true,
    name,
    nameLower: comparableName(name),
    shopifyId: id,
    locationId,
    handle,
    reactivation: null,
    ended: null,
  };
}

/** The service as it was before: removed, and its name free. */
export function notReactivated({name}: Pick<StoredService, 'name'>): Partial<StoredService> {
  return {live: false, nameLower: comparableName(name), reactivation: null};
}
