/** Many mutations in one document, each with its own outcome. */
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {operation} from '../../../core/shopify/operation.ts';
import {clientsOf, cost, simpleTokens, startScripted, type Scripted, type Seen} from './scripted.ts';
import {createWorld, type World} from './world.ts';

const shop = 'a-shop.myshopify.com';
type Answer = {go: {ok: boolean} | null};
const mutation = operation<Answer, {id: string}>('#graphql\n mutation Go($id: ID!) { go(id: $id) { ok } }');
const ids = (count: number) => Array.from({length: count}, (_, index) => ({id: String(index)}));
const sizes = (seen: readonly Seen[]) => seen.map(({body}) => Object.keys(body.variables).length);
const answerFor = (count: number, change: Record<string, unknown> = {}) => ({
  ...Object.fromEntries(ids(count).map(({id}) => [`f${id}`, {ok: true}])),
  ...change,
});

const step = (points: number) => ({body: {data: answerFor(50), extensions: cost(points, 20_000, 20_000)}});

describe('a batch', () => {
  let server: Scripted;
  beforeAll(async () => {
    server = await startScripted();
  });
  afterAll(() => server.close());
  const run = (count: number) => clientsOf(server.url)(shop).runBatch(mutation, ids(count));

  it('tells each answer and each error apart', async () => {
    const errors = [
      {message: 'Invalid id', path: ['f1'], extensions: {code: 'RESOURCE_NOT_FOUND'}},
      {message: 'Oops', path: ['f2'], extensions: {code: 'INTERNAL_SERVER_ERROR'}},
      {message: 'No', path: ['f3', 'ok'], extensions: {code: 'ACCESS_DENIED'}},
    ];
    server.play({body: {data: answerFor(5, {f1: null, f2: null, f3: {ok: null}}), errors}});
    const outcomes = await run(5);
    expect(outcomes.map(({answer, error}) => error?.code ?? answer?.go)).toEqual([
      {ok: true},
      'not_found',
      'shopify_outcome_unknown',
      {ok: null},
      {ok: true},
    ]);
    expect(sizes(server.seen)).toEqual([5]);
  });

  it('sends nothing for nothing', async () => {
    server.play({});
    expect(await run(0)).toEqual([]);
    expect(server.seen).toEqual([]);
  });

  it('cuts into documents of at most fifty, and of at most 1000 points once it knows what one costs', async () => {
    server.play(step(2000), step(1000), step(1000), step(800));
    const outcomes = await run(120);
    expect(outcomes).toHaveLength(120);
    expect(outcomes.every(({answer}) => answer?.go?.ok)).toBe(true);
    // 40 points each: 25 to a document.
    expect(sizes(server.seen)).toEqual([50, 25, 25, 20]);
  });

  it('halves a document that costs too much, for nothing of it was run', async () => {
    const refused = {errors: [{message: 'Too much', extensions: {code: 'MAX_COST_EXCEEDED'}}]};
    server.play({body: refused}, {body: {data: answerFor(10)}});
    expect(await run(20)).toHaveLength(20);
    expect(sizes(server.seen)).toEqual([20, 10, 10]);
  });

  it.each([
    ['a broken connection', 'cut' as const],
    ['a 5xx', {status: 502}],
    ['INTERNAL_SERVER_ERROR', {body: {errors: [{message: 'x', extensions: {code: 'INTERNAL_SERVER_ERROR'}}]}}],
    ['an answer without them', {body: {data: {}}}],
  ])('leaves a whole document in doubt after %s, and sends no further one', async (_, failure) => {
    server.play(failure);
    const codes = (await run(80)).map(({error}) => error?.code);
    expect(new Set(codes.slice(0, 50))).toEqual(new Set(['shopify_outcome_unknown']));
    expect(new Set(codes.slice(50))).toEqual(new Set(['shopify_unavailable']));
    expect(server.seen).toHaveLength(1);
  });

  it('gives the reason to all when the shop refuses', async () => {
    server.play({status: 402});
    expect(new Set((await run(80)).map(({error}) => error?.code))).toEqual(new Set(['shopify_unauthorized']));
    expect(server.seen).toHaveLength(1);
  });

  it('keeps documents below the size that Shopify takes', async () => {
    const long = operation<Answer, {id: string}>(
      `#graphql\n mutation Go($id: ID!) { go(id: $id, text: "${'x'.repeat(5000)}") { ok } }`,
    );
    server.play({body: {data: answerFor(50)}});
    expect(await clientsOf(server.url)(shop).runBatch(long, ids(30))).toHaveLength(30);
    for (const {body} of server.seen) expect(body.query.length).toBeLessThanOrEqual(65_000);
    expect(server.seen.length).toBeGreaterThan(1);
  });

  it('throws for what cannot be repeated', async () => {
    const query = operation<unknown, {id: string}>('query Q { shop { name } }');
    await expect(clientsOf(server.url, simpleTokens())(shop).runBatch(query, ids(2))).rejects.toThrow('repeatable');
  });
});

describe('a batch at the sandbox', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  const remove = operation<{fulfillmentServiceDelete: unknown}, {id: string}>(
    'mutation Remove($id: ID!) { fulfillmentServiceDelete(id: $id) { deletedId userErrors { field message } } }',
  );

  it('runs good and bad mutations in one document', async () => {
    const where = await world.install();
    const create = operation<
      {fulfillmentServiceCreate: {fulfillmentService: {serviceName: string} | null; userErrors: {message: string}[]}},
      {name: string}
    >(
      'mutation Create($name: String!) { fulfillmentServiceCreate(name: $name) { fulfillmentService { serviceName } userErrors { message } } }',
    );
    const outcomes = await world.ctx.admin(where).runBatch(create, [{name: 'One'}, {name: 'one'}, {name: 'Two'}]);
    expect(outcomes).toMatchObject([
      {answer: {fulfillmentServiceCreate: {fulfillmentService: {serviceName: 'One'}, userErrors: []}}},
      {answer: {fulfillmentServiceCreate: {fulfillmentService: null, userErrors: [{}]}}},
      {answer: {fulfillmentServiceCreate: {fulfillmentService: {serviceName: 'Two'}, userErrors: []}}},
    ]);
    expect(await world.operations(where)).toHaveLength(1);
  });

  it('tells a bad id of one from the success of another', async () => {
    const where = await world.install();
    const outcomes = await world.ctx
      .admin(where)
      .runBatch(remove, [{id: 'gid://shopify/FulfillmentService/0'}, {id: 'gid://shopify/FulfillmentService/999999'}]);
    expect(outcomes[0]).toMatchObject({error: {code: 'not_found'}});
    expect(outcomes[1]).toMatchObject({answer: {fulfillmentServiceDelete: {userErrors: [{field: ['id']}]}}});
  });

  it('keeps to a small bucket', async () => {
    const where = await world.install();
    await world.control(where, 'POST', 'plan', {restoreRate: 1000, maximumAvailable: 200});
    const list = Array.from({length: 60}, (_, index) => ({id: `gid://shopify/FulfillmentService/${index + 900_000}`}));
    const outcomes = await world.ctx.admin(where).runBatch(remove, list);
    expect(outcomes).toHaveLength(60);
    for (const {answer} of outcomes) expect(answer).toBeDefined();
  });
});
