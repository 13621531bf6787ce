// MailingAddress: where an order goes to, from Shopify's MailingAddressInput.
import type {Resolvers} from '../../contract.ts';
import {formatAddress, formattedArea} from './format.ts';
import {countryCode, countryName, provinceCode, provinceName} from './regions.ts';

/** Shopify's input, field by field. */
export interface MailingAddressInput {
  address1?: string | null | undefined;
  address2?: string | null | undefined;
  city?: string | null | undefined;
  company?: string | null | undefined;
  country?: string | null | undefined;
  countryCode?: string | null | undefined;
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  phone?: string | null | undefined;
  province?: string | null | undefined;
  provinceCode?: string | null | undefined;
  zip?: string | null | undefined;
}

export interface MailingAddress {
  readonly __typename: 'MailingAddress';
  readonly id: string;
  address1: string | null;
  address2: string | null;
  city: string | null;
  company: string | null;
  coordinatesValidated: boolean;
  country: string | null;
  countryCode: string | null;
  countryCodeV2: string | null;
  firstName: string | null;
  lastName: string | null;
  latitude: number | null;
  longitude: number | null;
  name: string | null;
  phone: string | null;
  province: string | null;
  provinceCode: string | null;
  timeZone: string | null;
  validationResultSummary: null;
  zip: string | null;
}

/** The address as Shopify completes it: names from codes, codes from names. */
export function mailingAddress(id: string, input: MailingAddressInput): MailingAddress {
  const country = input.countryCode ?? countryCode(input.country ?? null);
  const province = input.provinceCode ?? provinceCode(country, input.province ?? null);
  const name = [input.firstName, input.lastName].filter(Boolean).join(' ');
  return {
    __typename: 'MailingAddress',
    id,
    address1: input.address1 ?? null,
    address2: input.address2 ?? null,
    city: input.city ?? null,
    company: input.company ?? null,
    coordinatesValidated: false,
    country: countryName(country) ?? input.country ?? null,
    countryCode: country,
    countryCodeV2: country,
    firstName: input.firstName ?? null,
    lastName: input.lastName ?? null,
    latitude: null,
    longitude: null,
    name: name || null,
    phone: input.phone ?? null,
    province: input.province ?? provinceName(country, province),
    provinceCode: province,
    timeZone: null,
    validationResultSummary: null,
    zip: input.zip ?? null,
  };
}

export const mailingAddressResolvers: Resolvers = {
  MailingAddress: {
    formatted: (address: MailingAddress, args: {withName?: boolean | null; withCompany?: boolean | null}) =>
      formatAddress({
        ...address,
        name: args.withName ? address.name : null,
        company: args.withCompany ? address.company : null,
      }),
    formattedArea: (address: MailingAddress) => formattedArea(address),
  },
};
