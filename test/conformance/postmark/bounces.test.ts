/** Bounces, suppressions, streams. Rules: reference/postmark.md §2, §6 and §8. */
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Models} from 'postmark';
import {failure, mail, open, serverToken, type Opened} from './support.ts';

let postmark: Opened;
let count = 0;
beforeAll(async () => {
  postmark = await open();
  // Events need somewhere to go, even where only their effect is looked at.
  await postmark.client().createWebhook({Url: 'http://127.0.0.1:9/hook'});
});
afterAll(() => postmark.close());

const fresh = () => `service${++count}@warehouse.example`;
async function bounced(more: object): Promise<{to: string; bounce: Models.Bounce}> {
  const to = fresh();
  const {MessageID} = await postmark.client().sendEmail(mail({To: to, Tag: 'order'}));
  await postmark.control('POST', 'events', {messageId: MessageID, type: 'Bounce', ...more});
  const {Bounces} = await postmark.client().getBounces({emailFilter: to});
  return {to, bounce: Bounces[0]!};
}
const entries = (...addresses: string[]) => ({Suppressions: addresses.map((EmailAddress) => ({EmailAddress}))});
const dump = async (filter: Record<string, string> = {}) =>
  (await postmark.client().getSuppressions('outbound', filter)).Suppressions;

describe('a hard bounce', () => {
  it('takes the address out of use until it is activated', async () => {
    const {to, bounce} = await bounced({});
    expect(bounce).toMatchObject({
      Type: 'HardBounce',
      TypeCode: 1,
      Inactive: true,
      CanActivate: true,
      Email: to,
      Tag: 'order',
    });
    expect(await dump({emailAddress: to})).toMatchObject([{SuppressionReason: 'HardBounce', Origin: 'Recipient'}]);
    expect(await failure(postmark.client().sendEmail(mail({To: to})))).toMatchObject({code: 406});

    const answer = await postmark.client().activateBounce(bounce.ID);
    expect(answer).toMatchObject({Message: 'OK', Bounce: {ID: bounce.ID, Inactive: false}});
    expect(await dump({emailAddress: to})).toEqual([]);
    expect(await postmark.client().sendEmail(mail({To: to}))).toMatchObject({ErrorCode: 0});
  });

  it('is activated without a body, too', async () => {
    const {bounce} = await bounced({});
    const response = await fetch(`${postmark.url}/bounces/${bounce.ID}/activate`, {
      method: 'PUT',
      headers: {'X-Postmark-Server-Token': serverToken, Accept: 'application/json'},
    });
    expect(response.status).toBe(200);
  });

  it('is lifted by deleting the suppression, which marks the bounce', async () => {
    const {to, bounce} = await bounced({});
    const answer = await postmark.client().deleteSuppressions('outbound', entries(to));
    expect(answer.Suppressions).toEqual([{EmailAddress: to, Status: 'Deleted', Message: null}]);
    expect(await postmark.client().getBounce(bounce.ID)).toMatchObject({Inactive: false, Content: expect.any(String)});
  });
});

describe('other bounces', () => {
  it.each([
    ['SoftBounce', 4096],
    ['Transient', 2],
    ['AutoResponder', 64],
    ['Blocked', 100006],
    ['DMARCPolicy', 100009],
  ])('%s has code %i and leaves the address in use', async (bounceType, code) => {
    const {to, bounce} = await bounced({bounceType});
    expect(bounce).toMatchObject({Type: bounceType, TypeCode: code, Inactive: false});
    expect(await postmark.client().sendEmail(mail({To: to}))).toMatchObject({ErrorCode: 0});
  });

  it('take the address out of use if the flag says so', async () => {
    const {to} = await bounced({bounceType: 'SoftBounce', inactive: true});
    expect(await failure(postmark.client().sendEmail(mail({To: to})))).toMatchObject({code: 406});
  });

  it('1003: a complaint cannot be lifted', async () => {
    const {to, bounce} = await bounced({type: 'SpamComplaint'});
    expect(bounce).toMatchObject({TypeCode: 100001, Inactive: true, CanActivate: false});
    expect(await failure(postmark.client().activateBounce(bounce.ID))).toMatchObject({code: 1003, statusCode: 422});
    const answer = await postmark.client().deleteSuppressions('outbound', entries(to));
    expect(answer.Suppressions).toMatchObject([{Status: 'Failed', Message: expect.stringContaining('authority')}]);
    expect(await failure(postmark.client().sendEmail(mail({To: to})))).toMatchObject({code: 406});
  });

  it('1001 for an unknown bounce, 1000 for an unknown type', async () => {
    expect(await failure(postmark.client().getBounce(1))).toMatchObject({code: 1001, statusCode: 422});
    const response = await fetch(`${postmark.url}/bounces?count=1&offset=0&type=Nothing`, {
      headers: {'X-Postmark-Server-Token': serverToken, Accept: 'application/json'},
    });
    expect(await response.json()).toMatchObject({ErrorCode: 1000});
    expect(await failure(postmark.client().getBounces({count: -1}))).toMatchObject({code: 1000});
  });

  it('are counted', async () => {
    const stats = await postmark.client().getDeliveryStatistics();
    expect(stats.Bounces[0]).toMatchObject({Name: 'All', Count: (await postmark.client().getBounces()).TotalCount});
  });
});

describe('with webhooks off', () => {
  it('what happens is told to nobody, but stands in the details and the list of bounces', async () => {
    await postmark.control('POST', 'settings', {webhooks: false});
    const to = fresh();
    const {MessageID} = await postmark.client().sendEmail(mail({To: to, TrackOpens: true}));
    for (const type of ['Transient', 'Delivery', 'Open', 'HardBounce']) {
      const {deliveries} = await postmark.control<{deliveries: unknown[]}>('POST', 'events', {
        messageId: MessageID,
        type,
      });
      expect(deliveries).toEqual([]);
    }
    await postmark.control('POST', 'settings', {webhooks: true});
    const {MessageEvents} = await postmark.client().getOutboundMessageDetails(MessageID);
    expect(MessageEvents).toMatchObject([
      {Type: 'Transient', Recipient: to},
      {Type: 'Delivered'},
      {Type: 'Opened'},
      {Type: 'Bounced', Details: {BounceID: expect.any(Number)}},
    ]);
    const {Bounces} = await postmark.client().getBounces({messageID: MessageID});
    expect(Bounces).toMatchObject([
      {Type: 'HardBounce', Inactive: true},
      {Type: 'Transient', Inactive: false},
    ]);
  });
});

describe('bounce-testing addresses', () => {
  it.each([
    ['SoftBounce', 'SoftBounce'],
    ['hard_bounce', 'HardBounce'],
    ['anything', 'HardBounce'],
    ['SpamComplaint', 'HardBounce'],
  ])('%s bounces as %s', async (local, type) => {
    const {MessageID} = await postmark.client().sendEmail(
      mail({
        To: `${local}@bounce-testing.postmarkapp.com`,
        MessageStream: local === 'hard_bounce' ? 'broadcast' : 'outbound',
      }),
    );
    const messageStream = local === 'hard_bounce' ? 'broadcast' : 'outbound';
    await expect
      .poll(async () => (await postmark.client().getBounces({messageID: MessageID, messageStream})).Bounces)
      .toMatchObject([{Type: type}]);
  });

  it('the header names the type', async () => {
    const {MessageID} = await postmark
      .client()
      .sendEmail(
        mail({To: 'x@bounce-testing.postmarkapp.com', Headers: [{Name: 'X-PM-Bounce-Type', Value: 'Transient'}]}),
      );
    await expect
      .poll(async () => (await postmark.client().getBounces({messageID: MessageID})).Bounces)
      .toMatchObject([{Type: 'Transient'}]);
  });
});

describe('suppressions', () => {
  it('are made, listed and deleted, one answer each', async () => {
    const to = fresh();
    const made = await postmark.client().createSuppressions('outbound', entries(to, 'nobody'));
    expect(made.Suppressions).toEqual([
      {EmailAddress: to, Status: 'Suppressed', Message: null},
      {EmailAddress: 'nobody', Status: 'Failed', Message: 'An invalid email address was provided.'},
    ]);
    expect(await dump({emailAddress: to})).toMatchObject([
      {EmailAddress: to, SuppressionReason: 'ManualSuppression', Origin: 'Customer'},
    ]);
    const deleted = await postmark.client().deleteSuppressions('outbound', entries(to, fresh()));
    expect(deleted.Suppressions.map(({Status}) => Status)).toEqual(['Deleted', 'Deleted']);
    expect(await dump({emailAddress: to})).toEqual([]);
  });

  it('refuse what cannot be', async () => {
    const client = postmark.client();
    const many = entries(...Array.from({length: 51}, fresh));
    expect(await failure(client.createSuppressions('outbound', many))).toMatchObject({code: 1410});
    expect(await failure(client.createSuppressions('outbound', entries()))).toMatchObject({code: 1409});
    expect(await failure(client.createSuppressions('nowhere', entries(fresh())))).toMatchObject({code: 1226});
    expect(await failure(dump({suppressionReason: 'Mood'}))).toMatchObject({code: 1404});
    expect(await failure(dump({origin: 'Moon'}))).toMatchObject({code: 1405});
  });
});

describe('streams', () => {
  it('are the three a server begins with', async () => {
    const {MessageStreams, TotalCount} = await postmark.client().getMessageStreams();
    expect(MessageStreams.map(({ID}) => ID)).toEqual(['outbound', 'inbound', 'broadcast']);
    expect(TotalCount).toBe(3);
    expect(await postmark.client().getMessageStream('outbound')).toMatchObject({MessageStreamType: 'Transactional'});
    expect(await failure(postmark.client().getMessageStream('nowhere'))).toMatchObject({code: 1226});
  });
});
