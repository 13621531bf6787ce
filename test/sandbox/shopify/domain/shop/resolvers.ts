// Shop: what does not lie ready in the record.
import type {Resolvers, ShopContext} from '../../contract.ts';
import {formatAddress, formattedArea} from '../addresses/format.ts';
import {countryName, provinceName} from '../addresses/regions.ts';
import {listServices} from '../services/list.ts';
import {stateOf} from '../state.ts';
import type {Shop} from './record.ts';

function shopAddress(shop: Shop) {
  const {address} = shop;
  return {
    __typename: 'ShopAddress',
    id: shop.addressId.replace('/MailingAddress/', '/ShopAddress/'),
    ...address,
    company: shop.name,
    coordinatesValidated: false,
    country: countryName(address.countryCode),
    countryCodeV2: address.countryCode,
    province: provinceName(address.countryCode, address.provinceCode),
    // Shopify: always null for a shop.
    firstName: null,
    lastName: null,
    name: null,
    latitude: null,
    longitude: null,
  };
}

/** Minutes from UTC in a time zone at a time, as `+0200`-like text and as a number. */
function offset(timeZone: string, at: Date): {text: string; minutes: number} {
  const parts = new Intl.DateTimeFormat('en-US', {timeZone, timeZoneName: 'longOffset'}).formatToParts(at);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name);
  if (!match) return {text: '+0000', minutes: 0};
  const minutes = (Number(match[2]) * 60 + Number(match[3])) * (match[1] === '-' ? -1 : 1);
  return {text: `${match[1]}${match[2]}${match[3]}`, minutes};
}

export const shopResolvers: Resolvers = {
  QueryRoot: {
    shop: (_root: unknown, _args: unknown, context: ShopContext) => stateOf(context).shop,
  },
  Shop: {
    billingAddress: shopAddress,
    shopAddress,
    fulfillmentServices: (_shop: Shop, _args: unknown, context: ShopContext) => listServices(stateOf(context)),
    timezoneOffset: (shop: Shop, _args: unknown, context: ShopContext) => offset(shop.ianaTimezone, context.now()).text,
    timezoneOffsetMinutes: (shop: Shop, _args: unknown, context: ShopContext) =>
      offset(shop.ianaTimezone, context.now()).minutes,
    currencyFormats: () => ({
      moneyFormat: '${{amount}}',
      moneyInEmailsFormat: '${{amount}}',
      moneyWithCurrencyFormat: '${{amount}} USD',
      moneyWithCurrencyInEmailsFormat: '${{amount}} USD',
    }),
  },
  ShopAddress: {
    formatted: (address: ReturnType<typeof shopAddress>, args: {withCompany?: boolean | null}) =>
      formatAddress({...address, company: args.withCompany ? address.company : null}),
    formattedArea: (address: ReturnType<typeof shopAddress>) => formattedArea(address),
  },
};
