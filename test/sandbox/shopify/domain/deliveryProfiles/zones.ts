// Zones and their rates, as inputs of a profile make and change them.
import {countryName} from '../addresses/regions.ts';
import {cents, money} from '../money.ts';
import {notSimulated} from '../notSimulated.ts';
import type {State} from '../state.ts';
import type {DeliveryZone, LocationGroup, MethodDefinition} from './record.ts';

export interface CountryInput {
  code?: string | null;
  restOfWorld?: boolean | null;
  provinces?: readonly unknown[] | null;
}

export interface MethodInput {
  id?: string | null;
  name?: string | null;
  description?: string | null;
  active?: boolean | null;
  rateDefinition?: {price: {amount: string | number; currencyCode: string}} | null;
  participant?: unknown;
  conditionsToUpdate?: readonly unknown[] | null;
  priceConditionsToCreate?: readonly unknown[] | null;
  weightConditionsToCreate?: readonly unknown[] | null;
}

export interface ZoneInput {
  id?: string | null;
  name?: string | null;
  countries?: readonly CountryInput[] | null;
  methodDefinitionsToCreate?: readonly MethodInput[] | null;
  methodDefinitionsToUpdate?: readonly MethodInput[] | null;
}

type GroupZone = LocationGroup['zones'][number];

function rateOf(state: State, input: MethodInput): MethodDefinition['rateProvider'] | undefined {
  const conditions = [input.conditionsToUpdate, input.priceConditionsToCreate, input.weightConditionsToCreate];
  if (input.participant) throw notSimulated('carrier rates (`participant`)');
  if (conditions.some((list) => list && list.length > 0)) throw notSimulated('conditions of shipping rates');
  if (!input.rateDefinition) return undefined;
  const {price} = input.rateDefinition;
  return {
    __typename: 'DeliveryRateDefinition',
    id: state.ids.gid('DeliveryRateDefinition'),
    price: money(cents(price.amount), price.currencyCode),
  };
}

function newMethod(state: State, input: MethodInput): MethodDefinition {
  const rateProvider = rateOf(state, input);
  if (!rateProvider || !input.name) throw notSimulated('a method definition without a name or a flat rate');
  return {
    __typename: 'DeliveryMethodDefinition',
    id: state.ids.gid('DeliveryMethodDefinition'),
    name: input.name,
    active: input.active ?? true,
    description: input.description ?? null,
    methodConditions: [],
    rateProvider,
  };
}

function changed(state: State, method: MethodDefinition, input: MethodInput): MethodDefinition {
  return {
    ...method,
    name: input.name ?? method.name,
    active: input.active ?? method.active,
    description: input.description ?? method.description,
    rateProvider: rateOf(state, input) ?? method.rateProvider,
  };
}

function countriesOf(state: State, inputs: readonly CountryInput[]): DeliveryZone['countries'] {
  return inputs.map((input) => {
    if (input.provinces && input.provinces.length > 0) throw notSimulated('zones of single provinces');
    const restOfWorld = input.restOfWorld ?? false;
    const code = restOfWorld ? null : (input.code ?? null);
    const name = restOfWorld ? 'Rest of World' : (countryName(code) ?? code);
    if (name === null) throw notSimulated('a zone country without a code');
    return {
      __typename: 'DeliveryCountry',
      id: state.ids.gid('DeliveryCountry'),
      name,
      translatedName: name,
      code: {countryCode: code, restOfWorld},
      provinces: [],
    };
  });
}

/** A zone that comes into being.
 * @throws GraphQLError NOT_SIMULATED for provinces, conditions and carrier rates. */
export function newZone(state: State, input: ZoneInput): GroupZone {
  if (!input.name) throw notSimulated('a zone without a name');
  if (input.methodDefinitionsToUpdate?.length) throw notSimulated('changing the rates of a zone that is being made');
  return {
    zone: {
      __typename: 'DeliveryZone',
      id: state.ids.gid('DeliveryZone'),
      name: input.name,
      countries: countriesOf(state, input.countries ?? []),
    },
    methods: (input.methodDefinitionsToCreate ?? []).map((each) => newMethod(state, each)),
  };
}

/** The zone as an input changes it; the given one stays as it is.
 * @throws GraphQLError NOT_SIMULATED for what `newZone` refuses, and for a rate that is not in the zone. */
export function changedZone(state: State, {zone, methods}: GroupZone, input: ZoneInput): GroupZone {
  const updates = new Map((input.methodDefinitionsToUpdate ?? []).map((each) => [each.id ?? '', each]));
  const kept = methods.map((method) => {
    const update = updates.get(method.id);
    updates.delete(method.id);
    return update ? changed(state, method, update) : method;
  });
  if (updates.size > 0) throw notSimulated('updating a method definition that is not in the zone');
  return {
    zone: {
      ...zone,
      name: input.name ?? zone.name,
      countries: input.countries ? countriesOf(state, input.countries) : zone.countries,
    },
    methods: [...kept, ...(input.methodDefinitionsToCreate ?? []).map((each) => newMethod(state, each))],
  };
}
