// The shop and its address.

/** What the shop's address and a location's address have in common; `province` and `country` are names. */
export interface PlaceAddress {
  address1: string | null;
  address2: string | null;
  city: string | null;
  countryCode: string | null;
  phone: string | null;
  provinceCode: string | null;
  zip: string | null;
}

export interface Shop {
  readonly __typename: 'Shop';
  readonly id: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Not a field of the schema: what billingAddress, shopAddress and new services' locations are made of. */
  readonly address: PlaceAddress;
  readonly addressId: string;
  readonly name: string;
  readonly email: string;
  readonly contactEmail: string;
  readonly shopOwnerName: string;
  readonly description: string | null;
  readonly myshopifyDomain: string;
  readonly primaryDomain: {__typename: 'Domain'; id: string; host: string; url: string; sslEnabled: boolean};
  readonly url: string;
  readonly currencyCode: string;
  readonly ianaTimezone: string;
  readonly weightUnit: 'GRAMS' | 'KILOGRAMS' | 'OUNCES' | 'POUNDS';
  readonly unitSystem: 'IMPERIAL_SYSTEM' | 'METRIC_SYSTEM';
  readonly orderNumberFormatPrefix: string;
  readonly orderNumberFormatSuffix: string;
  readonly plan: {displayName: string; partnerDevelopment: boolean; publicDisplayName: string; shopifyPlus: boolean};
  readonly taxesIncluded: boolean;
  readonly taxShipping: boolean;
  readonly setupRequired: boolean;
}
