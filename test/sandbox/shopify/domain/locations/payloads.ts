// Webhook bodies about locations: REST's form.
import {countryName, provinceName} from '../addresses/regions.ts';
import {numberOf} from '../ids.ts';
import type {Location} from './record.ts';

/** Body of locations/create, /update, /activate and /deactivate. */
export function locationPayload(location: Location): object {
  const {place} = location;
  return {
    id: Number(numberOf(location.id)),
    admin_graphql_api_id: location.id,
    name: location.name,
    address1: place.address1,
    address2: place.address2,
    city: place.city,
    zip: place.zip,
    province: provinceName(place.countryCode, place.provinceCode),
    province_code: place.provinceCode,
    country: place.countryCode,
    country_code: place.countryCode,
    country_name: countryName(place.countryCode),
    phone: place.phone,
    created_at: location.createdAt,
    updated_at: location.updatedAt,
    legacy: location.fulfillmentService !== null,
    active: location.isActive,
  };
}

/** Body of locations/delete. */
export function locationDeletedPayload(location: Location): object {
  return {id: Number(numberOf(location.id))};
}
