/** Who can take over from a service: the other services of this app, and the merchant's locations. */
import type {Service} from '../../../../../core/wire.ts';
import {app} from '../../api/app.ts';
import type {Result} from '../../api/answer.ts';
import {useResource, type Resource} from '../../state/resource.ts';
import {removalApi} from '../api.ts';
import type {Place} from './choice.ts';

export interface Places {
  services: Place[];
  locations: Place[];
}

export function usePlaces(service: Service): Resource<Places> {
  return useResource(`places ${service.id}`, () => readPlaces(service));
}

async function readPlaces(service: Service): Promise<Result<Places>> {
  const [services, locations] = await Promise.all([app.services(), removalApi.locations()]);
  if (!services.ok) return services;
  if (!locations.ok) return locations;
  return {
    ok: true,
    value: {
      services: services.value.items
        .filter(({id, ownedByThisApp, status}) => ownedByThisApp && id !== service.id && status === 'active')
        .map(({id, name}) => ({name, destination: {serviceId: id}})),
      locations: locations.value.items.map(({id, name}) => ({name, destination: {locationId: id}})),
    },
  };
}
