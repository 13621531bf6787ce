/** Removing a service over HTTP. What it does is proven in test/core/removals. */
import {afterAll, beforeAll, expect, it} from 'vitest';
import type {ApiError, Removal, Service} from '../../core/wire.ts';
import {createShop, type ShopWithWeb} from './support/shop.ts';

let world: ShopWithWeb;
beforeAll(async () => {
  world = await createShop();
});
afterAll(() => world.close());

const post = <Body>(path: string, body: object = {}) => world.client.call<Body>('POST', path, body);

it('looks first, begins, is followed, is stopped', async () => {
  const leaving = await world.activate();
  const staying = await world.activate();
  const path = `/api/services/${leaving.id}/removal`;
  const destination = {serviceId: staying.id};
  const looked = await post<{removal: Removal}>(path, {destination, dryRun: true});
  expect(looked.status).toBe(202);
  expect(looked.body.removal).toMatchObject({status: 'planned', destination: {...destination, name: staying.name}});
  // It never had one, which is no failure; a service that is not there is.
  expect(await world.client.call('GET', path)).toMatchObject({status: 200, body: {removal: null}});
  expect((await world.client.call('GET', `/api/services/${'0'.repeat(24)}/removal`)).status).toBe(404);
  expect(world.enqueued.filter(({job}) => job === 'remove')).toEqual([]);

  const begun = await post<{removal: Removal}>(path, {destination});
  expect(begun).toMatchObject({status: 202, body: {removal: {status: 'queued', progress: {phase: 'list'}}}});
  expect(world.enqueued).toContainEqual({job: 'remove', of: world.shop});
  expect(await world.client.api<{service: Service}>('GET', `/api/services/${leaving.id}`)).toMatchObject({
    service: {status: 'removing'},
  });
  const again = await post<ApiError>(path, {destination});
  expect(again).toMatchObject({status: 409, body: {error: {code: 'removal_under_way'}}});
  const retried = await post<ApiError>(`${path}/retry`);
  expect(retried).toMatchObject({status: 409, body: {error: {code: 'request_state_conflict'}}});

  const stopped = await world.client.call<{removal: Removal}>('DELETE', `${path}?restore=true`);
  expect(stopped).toMatchObject({status: 200, body: {removal: {status: 'cancelling'}}});
  expect((await world.client.api<{removal: Removal}>('GET', path)).removal.id).toBe(begun.body.removal.id);
});

it('names what is wrong with the input', async () => {
  const leaving = await world.activate();
  const path = `/api/services/${leaving.id}/removal`;
  for (const body of [{}, {destination: {}}, {destination: {serviceId: 'x', locationId: '1'}}, {destination: 'shop'}]) {
    expect(await post<ApiError>(path, body)).toMatchObject({status: 422, body: {error: {code: 'invalid_input'}}});
  }
  const self = await post<ApiError>(path, {destination: {serviceId: leaving.id}});
  expect(self).toMatchObject({status: 422, body: {error: {code: 'removal_destination_invalid'}}});
});

it('lists the merchant’s own locations, without those of services', async () => {
  const service = await world.activate();
  await world.outside.control('locations', {name: 'Back room'});
  const {items} = await world.client.api<{items: {id: string; name: string}[]}>('GET', '/api/locations');
  expect(items.map(({name}) => name)).toContain('Back room');
  expect(items.map(({id}) => id)).not.toContain(service.locationId);
});
