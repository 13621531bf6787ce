/** Whether customers can still check out: shipping rates are told before, and taken over where that is asked for. */
import {afterAll, beforeAll, expect, it} from 'vitest';
import type {Service} from '../../../core/wire.ts';
import {createWorld, type World} from '../../support/world.ts';
import {begin, finish, locationOf, stockedItem} from './support.ts';

let world: World;
let leaving: Service;
let staying: Service;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

interface Profile {
  id: string;
  name: string;
  profileLocationGroups: {
    locationGroup: {id: string; locations: {nodes: {id: string}[]}};
    locationGroupZones: {nodes: {zone: {name: string}; methodDefinitions: {nodes: {active: boolean}[]}}[]};
  }[];
}

async function profile(): Promise<Profile> {
  const {deliveryProfiles} = await world.outside.graphql<{deliveryProfiles: {nodes: Profile[]}}>(
    `{ deliveryProfiles(first: 5) { nodes { id name profileLocationGroups {
      locationGroup { id locations(first: 50, includeLegacy: true) { nodes { id } } }
      locationGroupZones(first: 50) { nodes { zone { name } methodDefinitions(first: 50) { nodes { active } } } } } } } }`,
  );
  const [first] = deliveryProfiles.nodes;
  if (!first) throw new Error('No profile.');
  return first;
}

async function change(input: object): Promise<void> {
  const {id} = await profile();
  const {deliveryProfileUpdate} = await world.outside.graphql<{deliveryProfileUpdate: {userErrors: unknown[]}}>(
    'mutation ($id: ID!, $profile: DeliveryProfileInput!) { deliveryProfileUpdate(id: $id, profile: $profile) { userErrors { message } } }',
    {id, profile: input},
  );
  expect(deliveryProfileUpdate.userErrors).toEqual([]);
}

/** The locations of each group of the general profile. */
const groups = async () =>
  (await profile()).profileLocationGroups.map(({locationGroup}) => locationGroup.locations.nodes.map(({id}) => id));

const zone = (name: string, countryCode: string, active = true) => ({
  name,
  countries: [{code: countryCode, includeAllProvinces: true}],
  methodDefinitionsToCreate: [
    {name: 'Standard', active, rateDefinition: {price: {amount: '5.00', currencyCode: 'USD'}}},
  ],
});

/** The leaving service ships from a group of its own: to Sweden, and to Norway with a rate that is switched off. */
async function twoServices(): Promise<void> {
  leaving = await world.activate();
  staying = await world.activate();
  await stockedItem(world, [{locationId: locationOf(leaving), available: 1}]);
  await change({
    locationGroupsToCreate: [
      {locations: [locationOf(leaving)], zonesToCreate: [zone('Sweden', 'SE'), zone('Norway', 'NO', false)]},
    ],
  });
}

it('tells where rates are offered, and where they would be missing', async () => {
  await twoServices();
  const {name} = await profile();
  const look = () => begin(world, leaving.id, {destination: {serviceId: staying.id}, dryRun: true});
  const {plan} = await look();
  expect(plan.ratesOfferedIn).toEqual([{profile: name, zones: ['Sweden']}]);
  expect(plan.ratesMissingAtDestination).toEqual([{profile: name, zones: ['Sweden']}]);
  expect(plan.remarks.map(({code}) => code)).toContain('rates_missing');
  const own = (await profile()).profileLocationGroups.find(({locationGroup}) =>
    locationGroup.locations.nodes.some(({id}) => id === locationOf(leaving)),
  );
  await change({locationGroupsToUpdate: [{id: own?.locationGroup.id, locationsToAdd: [locationOf(staying)]}]});
  expect((await look()).plan.ratesMissingAtDestination).toEqual([]);
});

it('takes the location out of the profiles, its group with it where it was alone', async () => {
  await twoServices();
  const before = (await groups()).length;
  await begin(world, leaving.id, {destination: {serviceId: staying.id}});
  expect(await finish(world, leaving.id)).toMatchObject({status: 'done'});
  const after = await groups();
  expect(after).toHaveLength(before - 1);
  expect(after.flat()).not.toContain(locationOf(leaving));
  expect(after.flat()).not.toContain(locationOf(staying));
});

it('has the destination ship to the same zones, where that is asked for', async () => {
  await twoServices();
  await begin(world, leaving.id, {destination: {serviceId: staying.id}, takeOverRates: true});
  expect(await finish(world, leaving.id)).toMatchObject({status: 'done'});
  const taken = (await profile()).profileLocationGroups.find(({locationGroup}) =>
    locationGroup.locations.nodes.some(({id}) => id === locationOf(staying)),
  );
  expect(taken?.locationGroupZones.nodes.map((one) => one.zone.name)).toEqual(['Sweden', 'Norway']);
  expect(taken?.locationGroup.locations.nodes.map(({id}) => id)).toEqual([locationOf(staying)]);
});
