// locationAdd, locationEdit, and the control `locations`.
import {z} from 'zod';
import type {ShopContext} from '../../contract.ts';
import {parseBody} from '../body.ts';
import {requireGid} from '../ids.ts';
import {notSimulated} from '../notSimulated.ts';
import type {PlaceAddress} from '../shop/record.ts';
import {stateOf} from '../state.ts';
import {nowText} from '../time.ts';
import {userError, type UserError} from '../userErrors.ts';
import {createLocation} from './create.ts';
import {locationPayload} from './payloads.ts';
import type {Location} from './record.ts';

interface LocationInput {
  name?: string | null;
  address?: Partial<PlaceAddress> | null;
  fulfillsOnlineOrders?: boolean | null;
  metafields?: unknown;
}

const emptyAddress: PlaceAddress = {
  address1: null,
  address2: null,
  city: null,
  countryCode: null,
  phone: null,
  provinceCode: null,
  zip: null,
};

/** Shopify refuses blank, long and repeated names; the rules have no texts for it (unverified), the codes are the schema's. */
function nameErrors(context: ShopContext, name: string, self?: Location): UserError[] {
  const field = ['input', 'name'];
  if (name.trim() === '') return [userError(field, "Name can't be blank", 'BLANK')];
  if (name.length > 100) return [userError(field, 'Name is too long (maximum is 100 characters)', 'TOO_LONG')];
  const taken = stateOf(context)
    .locations.all()
    .some((other) => other !== self && other.isActive && other.name.toLowerCase() === name.toLowerCase());
  return taken ? [userError(field, 'You already have a location with this name', 'TAKEN')] : [];
}

/** The mutation locationAdd. */
export function locationAdd(_root: unknown, args: {input: LocationInput & {name: string}}, context: ShopContext) {
  const {name, address, fulfillsOnlineOrders, metafields} = args.input;
  if (metafields !== undefined) throw notSimulated('metafields of locationAdd');
  const userErrors = nameErrors(context, name);
  if (userErrors.length > 0) return {location: null, userErrors};
  const location = createLocation(stateOf(context), context.now(), {
    name,
    address: {...emptyAddress, ...address},
    fulfillsOnlineOrders: fulfillsOnlineOrders ?? true,
  });
  context.emit('locations/create', locationPayload(location));
  return {location, userErrors: []};
}

/** The mutation locationEdit. Shopify: for a service's location, only for the app that made it (rules §1). */
export function locationEdit(_root: unknown, args: {id: string; input: LocationInput}, context: ShopContext) {
  requireGid('Location', args.id);
  const {name, address, fulfillsOnlineOrders, metafields} = args.input;
  if (metafields !== undefined) throw notSimulated('metafields of locationEdit');
  const location = stateOf(context).locations.get(args.id);
  const service = location?.fulfillmentService;
  if (!location || (service && service.appId !== context.app.id)) {
    return {location: null, userErrors: [userError(['id'], 'Location not found.', 'NOT_FOUND')]};
  }
  const userErrors = typeof name === 'string' ? nameErrors(context, name, location) : [];
  if (service && fulfillsOnlineOrders === false) {
    // Shopify: it cannot be disabled at a service's location (rules §1). The text is unverified.
    const message = 'Cannot modify the online order fulfillment preference for fulfillment service locations.';
    const code = 'CANNOT_MODIFY_ONLINE_ORDER_FULFILLMENT_FOR_FS_LOCATION';
    userErrors.push(userError(['input', 'fulfillsOnlineOrders'], message, code));
  }
  if (userErrors.length > 0) return {location: null, userErrors};
  if (typeof name === 'string') location.name = name;
  if (address) location.place = {...location.place, ...address};
  if (typeof fulfillsOnlineOrders === 'boolean') location.fulfillsOnlineOrders = fulfillsOnlineOrders;
  location.updatedAt = nowText(context);
  context.emit('locations/update', locationPayload(location));
  return {location, userErrors: []};
}

const text = z.string().nullish();
const body = z.strictObject({
  name: z.string().min(1),
  address: z
    .strictObject({
      address1: text,
      address2: text,
      city: text,
      countryCode: text,
      phone: text,
      provinceCode: text,
      zip: text,
    })
    .optional(),
});

/** The control `locations`: `{name, address?}` to `{location:{id}}`; without an address, the shop's.
 * @throws Error with a sentence for a body that it cannot use. */
export function locationsControl(context: ShopContext, input: unknown): object {
  const {name, address} = parseBody(body, input);
  const place = address ?? stateOf(context).shop.address;
  const {location, userErrors} = locationAdd(
    undefined,
    {input: {name, address: {...emptyAddress, ...clean(place)}}},
    context,
  );
  if (!location) throw new Error(userErrors.map((error) => error.message).join(' '));
  return {location: {id: location.id}};
}

function clean(address: Partial<Record<keyof PlaceAddress, string | null | undefined>>): Partial<PlaceAddress> {
  return Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined));
}
