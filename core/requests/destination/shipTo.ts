/** Where the items of a fulfillment order go, as an email says it. Pure. */
import type {EmailShipTo} from '../../email/render/input.ts';
import type {DestinationsQuery} from '../../shopify/generated/operations.ts';
import type {AddressPart} from '../types.ts';

/** What Shopify says of it: of the fulfillment order, and of its order. */
export type Whereabouts = Pick<Extract<DestinationsQuery['nodes'][number], {id: string}>, 'destination' | 'order'>;

type Destination = NonNullable<Whereabouts['destination']>;
type OrderAddress = NonNullable<Whereabouts['order']['shippingAddress']>;

/**
 * Shopify: the destination of an open fulfillment order follows the order's address; whether that of a closed one does is not
 * known. A destination of its own (a pickup point) has nothing to do with the order's address, and must not become it.
 * @param follows the parts that were the order's when the service was told of them: these are the order's from then on
 */
export function shipToOf({destination, order}: Whereabouts, follows: readonly AddressPart[] = []): EmailShipTo | null {
  const address = order.shippingAddress;
  const place = follows.includes('place') ? placeOf(address) : destination && placeIn(destination, address);
  const name = follows.includes('name') ? nameOf(address) || nameOf(destination) : nameOf(destination);
  const phone = follows.includes('phone') ? address?.phone || destination?.phone : destination?.phone;
  if (!place) return null;
  return {...place, name: name || null, phone: phone ?? null, email: destination?.email ?? null};
}

/** Which parts of a fulfillment order's destination are the order's. Name and phone follow the place alone. */
export function partsOfOrder({destination, order}: Whereabouts): AddressPart[] {
  const address = order.shippingAddress;
  const asText = (place: object | null) => JSON.stringify(place ?? placeOf(emptyAddress));
  if (asText(destination && placeIn(destination, address)) !== asText(placeOf(address))) return [];
  return [
    'place',
    ...((nameOf(address) || nameOf(destination)) === nameOf(destination) ? (['name'] as const) : []),
    ...((address?.phone || destination?.phone || null) === (destination?.phone || null) ? (['phone'] as const) : []),
  ];
}

type Place = Omit<EmailShipTo, 'name' | 'phone' | 'email'>;

const emptyAddress: OrderAddress = {
  firstName: null,
  lastName: null,
  company: null,
  address1: null,
  address2: null,
  city: null,
  zip: null,
  province: null,
  provinceCode: null,
  countryCodeV2: null,
  phone: null,
};

/** Shopify: a fulfillment order's destination has no province code; the order's address does, if it is the same place. */
function placeIn(destination: Destination, address: OrderAddress | null): Place {
  const {company, address1, address2, city, zip, province, countryCode} = destination;
  const same = address?.countryCodeV2 === countryCode && address.province === province;
  const provinceCode = same ? address.provinceCode : null;
  return {company, address1, address2, city, zip, province, provinceCode, countryCode};
}

function placeOf(address: OrderAddress | null): Place | null {
  if (!address) return null;
  const {company, address1, address2, city, zip, province, provinceCode, countryCodeV2} = address;
  return {company, address1, address2, city, zip, province, provinceCode, countryCode: countryCodeV2};
}

function nameOf(of: Pick<Destination, 'firstName' | 'lastName'> | null): string {
  return [of?.firstName, of?.lastName].filter(Boolean).join(' ');
}
