/** When an email that search does not show may be sent again: only where search shows others that we know were accepted. */
import {afterAll, afterEach, beforeAll, beforeEach, expect, it, describe} from 'vitest';
import {createRequests} from '../../../core/requests/create.ts';
import {verdictOn} from '../../../core/requests/courier/witness.ts';
import {arrived, notArrived} from '../../../core/requests/decide.ts';
import {getRequest, listRequests} from '../../../core/requests/list.ts';
import type {FulfillmentRequest, Service} from '../../../core/wire.ts';
import {until} from '../../support/sandboxClient.ts';
import {createWorld, type World} from '../../support/world.ts';

const undecided = (one: FulfillmentRequest) => one.failure?.code === 'email_unconfirmed';
const conflict = 'request_state_conflict';

describe('the verdict', () => {
  const settledMs = 600_000;
  const shown = {shown: true, ageMs: 0};
  it.each([
    ['nothing before the window is over, whatever search shows', 599_999, shown, 'wait'],
    ['it did not go out where search shows a witness', 600_000, shown, 'again'],
    ['a witness that search cannot show yet says nothing', 600_000, {shown: false, ageMs: 599_999}, 'wait'],
    ['search hides what it should show', 600_000, {shown: false, ageMs: 600_000}, 'undecided'],
    ['with nobody to ask it takes longer', 1_799_999, null, 'wait'],
    ['with nobody to ask search is believed in the end', 1_800_000, null, 'again'],
  ] as const)('%s', (_name, waitedMs, witness, verdict) => {
    expect(verdictOn({waitedMs, settledMs, witness})).toBe(verdict);
  });
});

describe('where the answer of a send was lost', () => {
  let world: World;
  let service: Service;
  beforeAll(async () => {
    world = await createWorld({OUTSIDE_TIMEOUT_SECONDS: '0.4', POSTMARK_SETTLED_SECONDS: '1'});
    service = await world.activate();
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.ctx.db.collection('acceptedEmails').deleteMany({});
    await fetch(`${world.postmarkUrl}/sandbox/messages`, {method: 'DELETE'});
  });
  afterEach(async () => {
    await fetch(`${world.postmarkUrl}/sandbox/faults`, {method: 'DELETE'});
    await world.outside.postmark('settings', {searchLagMs: 0});
  });

  const ask = async (): Promise<FulfillmentRequest> => {
    const {id} = await world.order(service.id, [1]);
    const [request] = await createRequests(world.ctx, world.shop, id, {}, {idempotencyKey: id, by: 'user:1'});
    if (!request) throw new Error('No request was made.');
    return request;
  };
  const now = (request: FulfillmentRequest) => getRequest(world.ctx, world.shop, request.id);
  const becomes = (request: FulfillmentRequest, what: (one: FulfillmentRequest) => boolean) =>
    until('the request to get there', async () => {
      await world.drain();
      return what(await now(request));
    });
  const lost = (after: boolean) =>
    world.outside.postmark('faults', {operation: 'batch', kind: 'reset', after, rate: 1, times: 1});
  const emails = async (request: FulfillmentRequest) =>
    (await world.outside.inbox()).filter(({Metadata}) => Metadata['message']?.startsWith(request.id)).length;

  it('and search shows nothing at all, it is not sent again, until search shows what is known to be accepted', async () => {
    await world.outside.postmark('settings', {searchLagMs: 'never'});
    await lost(true);
    const first = await ask();
    await world.drain();
    const second = await ask();
    await becomes(second, ({status}) => status === 'fulfilled');
    await becomes(first, undecided);
    expect(await now(first)).toMatchObject({status: 'unknown', failure: {retryable: true}});
    await world.outside.postmark('settings', {searchLagMs: 0});
    await becomes(first, ({status}) => status === 'fulfilled');
    expect([await emails(first), await emails(second)]).toEqual([1, 1]);
  });

  it('and it was not accepted, it is sent once search shows what is known to be accepted', async () => {
    await world.outside.postmark('settings', {searchLagMs: 'never'});
    await lost(false);
    const first = await ask();
    await world.drain();
    await becomes(await ask(), ({status}) => status === 'fulfilled');
    await becomes(first, undecided);
    expect(await emails(first)).toBe(0);
    await world.outside.postmark('settings', {searchLagMs: 0});
    await becomes(first, ({status}) => status === 'fulfilled');
    expect(await emails(first)).toBe(1);
  });

  it('a person may say that it arrived: it counts as sent, and nothing more is sent', async () => {
    await world.outside.postmark('settings', {searchLagMs: 'never'});
    await lost(true);
    const first = await ask();
    await expect(arrived(world.ctx, world.shop, first.id, 'user:1')).rejects.toMatchObject({code: conflict});
    await world.drain();
    await becomes(await ask(), ({status}) => status === 'fulfilled');
    await becomes(first, undecided);
    const attention = await listRequests(world.ctx, world.shop, {attention: 'true'});
    expect(attention.items.map(({id}) => id)).toContain(first.id);
    await arrived(world.ctx, world.shop, first.id, 'user:1');
    await becomes(first, ({status}) => status === 'fulfilled');
    expect(await emails(first)).toBe(1);
    expect((await now(first)).history).toContainEqual(expect.objectContaining({event: 'arrived', by: 'user:1'}));
  });

  it('a person may say that it did not arrive: it is sent, and its items were held until then', async () => {
    await world.outside.postmark('settings', {searchLagMs: 'never'});
    await lost(false);
    const first = await ask();
    await world.drain();
    await becomes(await ask(), ({status}) => status === 'fulfilled');
    await becomes(first, undecided);
    const again = createRequests(world.ctx, world.shop, first.orderId, {}, {idempotencyKey: 'again', by: 'user:2'});
    await expect(again).rejects.toMatchObject({code: 'line_already_requested'});
    await notArrived(world.ctx, world.shop, first.id, 'user:1');
    await becomes(first, ({status}) => status === 'fulfilled');
    expect(await emails(first)).toBe(1);
    await expect(notArrived(world.ctx, world.shop, first.id, 'user:1')).rejects.toMatchObject({code: conflict});
  });

  it('and nothing is known of search, it is sent again after a longer while', async () => {
    await lost(false);
    const first = await ask();
    await becomes(first, ({status}) => status === 'fulfilled');
    const {history} = await now(first);
    const at = (event: string) => Date.parse(history.findLast((entry) => entry.event === event)?.at ?? '');
    expect(at('sent') - at('unknown')).toBeGreaterThan(2000);
    expect(await emails(first)).toBe(1);
  });
});
