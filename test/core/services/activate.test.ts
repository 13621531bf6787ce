/** Activating a fulfillment service, against the Shopify stand-in. */
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {activateService} from '../../../core/services/activate.ts';
import {listServices} from '../../../core/services/list.ts';
import {services} from '../../../core/services/store.ts';
import {createWorld, type World} from '../shopify/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({OUTSIDE_TIMEOUT_SECONDS: '1'});
});
afterAll(() => world.close());

const input = {name: 'North Warehouse', email: 'orders@north.example'};
const create = (shop: string, body: unknown = input) => activateService(world.ctx, shop, body, 'user:1');
const shopifyServices = async (shop: string) => {
  const answer = await world.outside<{
    shop: {fulfillmentServices: {id: string; serviceName: string; type: string; callbackUrl: string | null}[]};
  }>(shop, '{shop{fulfillmentServices{id serviceName type callbackUrl}}}');
  return answer.shop.fulfillmentServices.filter(({type}) => type === 'THIRD_PARTY');
};

describe('activating a service', () => {
  it('registers it in Shopify with a location and our callback, and stores the defaults', async () => {
    const shop = await world.install();
    const service = await create(shop);
    expect(service).toMatchObject({
      name: 'North Warehouse',
      email: 'orders@north.example',
      status: 'active',
      ownedByThisApp: true,
      settings: {additionalEmails: [], locale: 'en', replyTo: null, fulfillOn: 'email', showPrices: false},
    });
    expect(service.id).toMatch(/^[0-9a-f]{24}$/);
    expect(service.locationId).toMatch(/^gid:\/\/shopify\/Location\/\d+$/);
    const [made] = await shopifyServices(shop);
    expect(made).toMatchObject({
      serviceName: 'North Warehouse',
      callbackUrl: 'https://app.example.com/fulfillment-service',
    });
    expect(made?.id).toBe(service.shopifyId);
  });

  it('keeps what was entered, addresses once each, the locale in its canonical form', async () => {
    const shop = await world.install();
    const service = await create(shop, {
      name: '  South  ',
      email: 'a@south.example',
      additionalEmails: ['b@south.example', 'B@south.example', 'A@south.example'],
      locale: 'PT-br',
      fulfillOn: 'confirmation',
      replyTo: 'help@shop.example',
      showPrices: true,
    });
    expect(service.name).toBe('South');
    expect(service.settings).toMatchObject({
      additionalEmails: ['b@south.example'],
      locale: 'pt-BR',
      fulfillOn: 'confirmation',
      replyTo: 'help@shop.example',
      showPrices: true,
    });
  });

  it.each([
    [{email: 'a@b.example'}, 'invalid_input', 'name'],
    [{...input, name: ' '}, 'invalid_input', 'name'],
    [{...input, name: 'x'.repeat(256)}, 'invalid_input', 'name'],
    [{...input, name: 'two\nlines'}, 'invalid_input', 'name'],
    [{...input, locale: 'not a tag'}, 'invalid_input', 'locale'],
    [
      {...input, additionalEmails: Array.from({length: 11}, (_, i) => `a${i}@b.example`)},
      'invalid_input',
      'additionalEmails',
    ],
    [{...input, email: 'nobody'}, 'email_address_invalid', 'email'],
    [{...input, additionalEmails: ['ok@b.example', 'no']}, 'email_address_invalid', 'additionalEmails.1'],
    [{...input, replyTo: 'no'}, 'email_address_invalid', 'replyTo'],
  ])('refuses bad values, case %#', async (body, code, path) => {
    await expect(create('nowhere.myshopify.com', body)).rejects.toMatchObject({
      code,
      details: {problems: [{path}]},
    });
  });

  it('refuses keys it does not know, and bodies that are no object', async () => {
    await expect(create('nowhere.myshopify.com', {...input, colour: 'red'})).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(create('nowhere.myshopify.com', 'text')).rejects.toMatchObject({code: 'invalid_input'});
  });

  it('refuses a name in use, whatever its case, without a trace', async () => {
    const shop = await world.install();
    await create(shop);
    await expect(create(shop, {...input, name: 'NORTH warehouse'})).rejects.toMatchObject({code: 'service_name_taken'});
    expect(await shopifyServices(shop)).toHaveLength(1);
    expect(await services(world.db).countDocuments({shop})).toBe(1);
  });

  it('maps what Shopify says of a name, and leaves the name free', async () => {
    const shop = await world.install();
    await expect(create(shop, {...input, name: 'Manual'})).rejects.toMatchObject({
      code: 'service_name_invalid',
      message: expect.stringContaining('reserved'),
    });
    await create(shop, {...input, name: 'Same handle!'});
    // Shopify: taken as well, for the handle would be the same.
    await expect(create(shop, {...input, name: 'Same handle?'})).rejects.toMatchObject({code: 'service_name_taken'});
    expect(await services(world.db).countDocuments({shop})).toBe(1);
  });

  it("refuses a name that another app's service has", async () => {
    const shop = await world.install();
    await world.outside(shop, 'mutation{fulfillmentServiceCreate(name:"North Warehouse"){userErrors{message}}}');
    await expect(create(shop)).rejects.toMatchObject({code: 'service_name_taken'});
    expect(await services(world.db).countDocuments({shop})).toBe(0);
  });

  it('makes one service when two people activate the same at once', async () => {
    const shop = await world.install();
    const outcomes = await Promise.allSettled([create(shop), create(shop), create(shop)]);
    const made = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.id] : []));
    expect(new Set(made).size).toBe(1);
    // Whoever comes when it is done already, or in the very moment another joins, is told so.
    const refused = outcomes.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : []));
    for (const error of refused) {
      expect(error).toMatchObject({code: expect.stringMatching(/^(service_name_taken|idempotency_in_progress)$/)});
    }
    expect(await shopifyServices(shop)).toHaveLength(1);
    expect(await services(world.db).countDocuments({shop})).toBe(1);
  });

  it('keeps shops apart', async () => {
    const [one, other] = await Promise.all([world.install(), world.install()]);
    const made = await Promise.all([create(one), create(other)]);
    expect(made[0]?.id).not.toBe(made[1]?.id);
    expect(await listServices(world.ctx, one)).toMatchObject([{id: made[0]?.id}]);
  });
});

describe('an activation that breaks off', () => {
  it('finds the service when the answer of its creation is lost', async () => {
    const shop = await world.install();
    await world.control(shop, 'POST', 'faults', {
      operation: 'fulfillmentServiceCreate',
      kind: 'timeoutAfter',
      rate: 1,
      times: 1,
    });
    const service = await create(shop);
    expect(service.status).toBe('active');
    expect(await shopifyServices(shop)).toHaveLength(1);
  });

  it('says so when it cannot be known, and the same call again finishes it', async () => {
    const shop = await world.install();
    await world.control(shop, 'POST', 'faults', {
      operation: 'fulfillmentServiceCreate',
      kind: 'timeoutBefore',
      rate: 1,
      times: 1,
    });
    await expect(create(shop)).rejects.toMatchObject({code: 'shopify_outcome_unknown', retryable: true});
    expect(await listServices(world.ctx, shop)).toEqual([]);
    const service = await create(shop);
    expect(service.status).toBe('active');
    expect(await shopifyServices(shop)).toHaveLength(1);
    expect(await services(world.db).countDocuments({shop})).toBe(1);
  });

  it('is finished by the next call, or by the next list, after a crash between Shopify and the database', async () => {
    const shop = await world.install();
    const service = await create(shop);
    // What a crash right after Shopify's answer leaves behind.
    const crash = () =>
      services(world.db).updateOne({shop}, {$set: {status: 'activating', shopifyId: null, locationId: null}});
    await crash();
    expect(await create(shop)).toMatchObject({id: service.id, status: 'active', locationId: service.locationId});
    await crash();
    expect(await listServices(world.ctx, shop)).toMatchObject([{id: service.id, status: 'active'}]);
    expect(await shopifyServices(shop)).toHaveLength(1);
  });

  it('is not replaced by other values while it may be under way, but is later', async () => {
    const shop = await world.install();
    await create(shop);
    await services(world.db).updateOne({shop}, {$set: {status: 'activating', updatedAt: new Date()}});
    const other = {...input, email: 'new@north.example'};
    await expect(create(shop, other)).rejects.toMatchObject({code: 'idempotency_in_progress'});
    await services(world.db).updateOne({shop}, {$set: {updatedAt: new Date(Date.now() - 60_000)}});
    expect(await create(shop, other)).toMatchObject({email: 'new@north.example', status: 'active'});
  });
});
