/** Whether customers can still check out: shipping rates are told before, and taken over where that is asked for. */
import {afterAll, beforeAll, expect, it} from 'vitest';
import type {FormerRates, Service} from '../../../core/wire.ts';
import {createWorld, type World} from '../../support/world.ts';
import {cancelRemoval} from '../../../core/removals/control.ts';
import {runRemovals, shopsWithRemovals} from '../../../core/removals/run.ts';
import {removals} from '../../../core/removals/store.ts';
import {readFormerRates, retryRates} from '../../../core/services/reactivation/rates.ts';
import {reactivateService} from '../../../core/services/reactivation/reactivate.ts';
import {until} from '../../support/sandboxClient.ts';
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
  expect(plan.ratesOfferedAlone).toEqual([{profile: name, zones: ['Sweden']}]);
  expect(plan.ratesNotTakeable).toEqual([]);
  expect(plan.remarks.map(({code}) => code)).toContain('rates_missing');
  const own = (await profile()).profileLocationGroups.find(({locationGroup}) =>
    locationGroup.locations.nodes.some(({id}) => id === locationOf(leaving)),
  );
  await change({locationGroupsToUpdate: [{id: own?.locationGroup.id, locationsToAdd: [locationOf(staying)]}]});
  expect((await look()).plan).toMatchObject({ratesMissingAtDestination: [], ratesOfferedAlone: []});
});

it('tells what the destination cannot take over, since it ships at other rates in the same profile', async () => {
  await twoServices();
  await change({locationGroupsToCreate: [{locations: [locationOf(staying)], zonesToCreate: [zone('Norway', 'NO')]}]});
  const {name} = await profile();
  const {plan} = await begin(world, leaving.id, {destination: {serviceId: staying.id}, dryRun: true});
  expect(plan.ratesNotTakeable).toEqual([{profile: name, zones: ['Sweden']}]);
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

/** The leaving service shared its group with the one that stays, and is removed. */
async function removedFromShared(): Promise<{group: string}> {
  await twoServices();
  const own = await groupOf(locationOf(leaving));
  await change({locationGroupsToUpdate: [{id: own, locationsToAdd: [locationOf(staying)]}]});
  await begin(world, leaving.id, {destination: {serviceId: staying.id}});
  expect(await finish(world, leaving.id)).toMatchObject({status: 'done'});
  return {group: own ?? ''};
}

/** The group of the general profile that a location is in. */
const groupOf = async (locationId: string) =>
  (await profile()).profileLocationGroups.find(({locationGroup}) =>
    locationGroup.locations.nodes.some(({id}) => id === locationId),
  )?.locationGroup.id;

const reactivate = async (input: object = {}) =>
  (await reactivateService(world.ctx, world.shop, leaving.id, input, 'user:1')).service;
const review = () => readFormerRates(world.ctx, world.shop, leaving.id);
/** Has a worker do it, as the sweeper would send one. */
async function joined(): Promise<FormerRates> {
  expect(await shopsWithRemovals(world.ctx)).toEqual([world.shop]);
  return until('the rates to be seen to', async () => {
    await runRemovals(world.ctx, world.shop, () => world.drain());
    const rates = await review();
    return !rates.joining && rates;
  });
}
const states = ({items}: FormerRates) => items.map(({state, failure}) => failure?.code ?? state);

it('a service that comes back offers the rates again that it offered', async () => {
  const {group} = await removedFromShared();
  const {name} = await profile();
  expect(await review()).toEqual({
    items: [{id: group, profile: name, zones: ['Sweden'], state: 'left'}],
    joining: false,
  });
  // Shopify does it, but nobody is told: the second try finds it done.
  const fault = {operation: 'deliveryProfileUpdate', kind: 'timeoutAfter', rate: 1, ms: 1100, times: 1, caller: 'app'};
  await world.outside.control('faults', fault);
  const back = await reactivate();
  expect(await review()).toMatchObject({items: [{state: 'pending'}], joining: true});
  expect(states(await joined())).toEqual(['joined']);
  expect(await groupOf(locationOf(back))).toBe(group);
  expect((await groups()).flat().filter((id) => id === locationOf(back))).toHaveLength(1);
  expect(await shopsWithRemovals(world.ctx)).toEqual([]);
}, 30_000);

it('does not where that is not wished, and does once it is', async () => {
  const {group} = await removedFromShared();
  const back = await reactivate({joinRates: false});
  expect(await shopsWithRemovals(world.ctx)).toEqual([]);
  expect(states(await review())).toEqual(['left']);
  expect(await groupOf(locationOf(back))).toBeUndefined();
  await retryRates(world.ctx, world.shop, leaving.id);
  expect(states(await joined())).toEqual(['joined']);
  expect(await groupOf(locationOf(back))).toBe(group);
});

it('names what cannot be offered again', async () => {
  const {group} = await removedFromShared();
  await change({locationGroupsToDelete: [group]});
  expect(states(await review())).toEqual(['rates_gone']);
  const back = await reactivate();
  expect(states(await joined())).toEqual(['rates_gone']);
  expect(await groupOf(locationOf(back))).toBeUndefined();
});

it('leaves it where the merchant has put it meanwhile', async () => {
  await removedFromShared();
  const back = await reactivate({joinRates: false});
  await change({locationGroupsToCreate: [{locations: [locationOf(back)], zonesToCreate: [zone('Norway', 'NO')]}]});
  const chosen = await groupOf(locationOf(back));
  await retryRates(world.ctx, world.shop, leaving.id);
  expect(states(await joined())).toEqual(['rates_elsewhere']);
  expect(await groupOf(locationOf(back))).toBe(chosen);
});

it('one that is stopped at its end, out of its profiles already, offers its rates as before', async () => {
  await twoServices();
  const group = await groupOf(locationOf(leaving));
  await change({locationGroupsToUpdate: [{id: group, locationsToAdd: [locationOf(staying)]}]});
  const never = {operation: 'fulfillmentServiceDelete', kind: 'error', rate: 1, caller: 'app'};
  await world.outside.control('faults', never);
  await begin(world, leaving.id, {destination: {serviceId: staying.id}});
  await until('it to have left its profiles', async () => {
    await runRemovals(world.ctx, world.shop, () => world.drain(), AbortSignal.timeout(900));
    return (await groupOf(locationOf(leaving))) === undefined;
  });
  // As it is after an hour and a half of that.
  const stuck = {status: 'attention' as const, phase: 'delete' as const};
  await removals(world.ctx.db).updateOne({shop: world.shop, serviceId: leaving.id, open: true}, {$set: stuck});
  await fetch(`${world.shopifyUrl}/sandbox/faults?shop=${world.shop}`, {method: 'DELETE'});
  await cancelRemoval(world.ctx, world.shop, leaving.id, {restore: true}, 'user:1');
  expect(await finish(world, leaving.id)).toMatchObject({status: 'cancelled'});
  expect(await groupOf(locationOf(leaving))).toBe(group);
}, 30_000);
