// A new shop, all of it derived from its domain.
import type {State} from '../state.ts';
import {timeText} from '../time.ts';
import type {Shop} from './record.ts';

/** The shop of a state that comes into being. */
export function createShop(state: State, now: Date): Shop {
  const handle = state.domain.split('.')[0] ?? state.domain;
  const email = `owner@${handle}.example`;
  return {
    __typename: 'Shop',
    id: state.ids.gid('Shop'),
    createdAt: timeText(now),
    updatedAt: timeText(now),
    addressId: state.ids.gid('MailingAddress'),
    address: {
      address1: '150 Elgin Street',
      address2: '8th Floor',
      city: 'Ottawa',
      countryCode: 'CA',
      phone: '+16135550100',
      provinceCode: 'ON',
      zip: 'K2P 1L4',
    },
    name: handle,
    email,
    contactEmail: email,
    shopOwnerName: 'Sandbox Owner',
    description: null,
    myshopifyDomain: state.domain,
    primaryDomain: {
      __typename: 'Domain',
      id: state.ids.gid('Domain'),
      host: state.domain,
      url: `https://${state.domain}`,
      sslEnabled: true,
    },
    url: `https://${state.domain}`,
    currencyCode: 'USD',
    ianaTimezone: 'America/Toronto',
    weightUnit: 'KILOGRAMS',
    unitSystem: 'METRIC_SYSTEM',
    orderNumberFormatPrefix: '#',
    orderNumberFormatSuffix: '',
    plan: {
      displayName: 'Developer Preview',
      partnerDevelopment: true,
      publicDisplayName: 'Development',
      shopifyPlus: false,
    },
    taxesIncluded: false,
    taxShipping: false,
    setupRequired: false,
  };
}
