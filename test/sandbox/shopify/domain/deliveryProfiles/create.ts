// The general profile that a new shop has: its merchant location, and one zone with one flat rate.
import {countryName} from '../addresses/regions.ts';
import {money} from '../money.ts';
import type {State} from '../state.ts';
import type {DeliveryProfile} from './record.ts';

/** Adds the default profile. Services' locations are not added to it later: whether Shopify does is unverified (rules §12). */
export function createDefaultProfile(state: State): DeliveryProfile {
  const {ids, shop} = state;
  const country = shop.address.countryCode;
  const name = countryName(country) ?? 'Domestic';
  return state.deliveryProfiles.add({
    __typename: 'DeliveryProfile',
    id: ids.gid('DeliveryProfile'),
    name: 'General profile',
    default: true,
    version: 1,
    coversAllItems: true,
    groups: [
      {
        __typename: 'DeliveryLocationGroup',
        id: ids.gid('DeliveryLocationGroup'),
        members: new Set([state.primaryLocation]),
        zones: [
          {
            zone: {
              __typename: 'DeliveryZone',
              id: ids.gid('DeliveryZone'),
              name: 'Domestic',
              countries: [
                {
                  __typename: 'DeliveryCountry',
                  id: ids.gid('DeliveryCountry'),
                  name,
                  translatedName: name,
                  code: {countryCode: country, restOfWorld: false},
                  provinces: [],
                },
              ],
            },
            methods: [
              {
                __typename: 'DeliveryMethodDefinition',
                id: ids.gid('DeliveryMethodDefinition'),
                name: 'Standard',
                active: true,
                description: null,
                methodConditions: [],
                rateProvider: {
                  __typename: 'DeliveryRateDefinition',
                  id: ids.gid('DeliveryRateDefinition'),
                  price: money(500, shop.currencyCode),
                },
              },
            ],
          },
        ],
      },
    ],
  });
}
