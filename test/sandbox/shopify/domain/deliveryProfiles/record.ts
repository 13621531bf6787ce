// Delivery profiles: which locations offer shipping rates where.
import type {Location} from '../locations/record.ts';

export interface DeliveryZone {
  readonly __typename: 'DeliveryZone';
  readonly id: string;
  readonly name: string;
  readonly countries: {
    __typename: 'DeliveryCountry';
    id: string;
    name: string;
    translatedName: string;
    code: {countryCode: string | null; restOfWorld: boolean};
    provinces: never[];
  }[];
}

export interface MethodDefinition {
  readonly __typename: 'DeliveryMethodDefinition';
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly description: string | null;
  readonly methodConditions: never[];
  readonly rateProvider: {
    __typename: 'DeliveryRateDefinition';
    id: string;
    price: {amount: string; currencyCode: string};
  };
}

export interface LocationGroup {
  readonly __typename: 'DeliveryLocationGroup';
  readonly id: string;
  readonly members: Set<Location>;
  readonly zones: {zone: DeliveryZone; methods: MethodDefinition[]}[];
}

export interface DeliveryProfile {
  readonly __typename: 'DeliveryProfile';
  readonly id: string;
  name: string;
  readonly default: boolean;
  version: number;
  readonly coversAllItems: boolean;
  readonly groups: LocationGroup[];
}
