/** Webhooks: their settings, what they send, and how often. Rules: reference/postmark.md §6. */
import {afterEach, describe, expect, it} from 'vitest';
import {failure, mail, open, receiver, type Opened} from './support.ts';

const closing: {close(): Promise<void>}[] = [];
afterEach(async () => {
  for (const one of closing.splice(0)) await one.close();
});

/** A stand-in whose webhook is a receiver that answers with these statuses first. */
async function listening(...statuses: number[]) {
  const app = await receiver(...statuses);
  const postmark = await open({appUrl: app.url, webhookUser: 'user', webhookPassword: 'pass:word'});
  closing.push(postmark, app);
  return {app, postmark};
}
const sent = async (postmark: Opened) =>
  (
    await postmark
      .client()
      .sendEmail(mail({Tag: 'order', Metadata: {message: 'k'}, TrackOpens: true, From: 'A <shop@merchant.example>'}))
  ).MessageID;
const event = (postmark: Opened, body: object) =>
  postmark.control<{deliveries: {state: string; attempts: number[]}[]}>('POST', 'events', body);
const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/);
const common = {MessageStream: 'outbound', Tag: 'order', Metadata: {message: 'k'}};
const to = 'service@warehouse.example';

describe('what is sent', () => {
  it('Delivery, with basic auth and a trace id', async () => {
    const {app, postmark} = await listening();
    const messageId = await sent(postmark);
    const {deliveries} = await event(postmark, {messageId, type: 'Delivery'});
    expect(deliveries).toMatchObject([{state: 'delivered', attempts: [200]}]);
    expect(app.calls).toHaveLength(1);
    expect(app.calls[0]).toMatchObject({
      path: '/postmark/events',
      headers: {
        authorization: `Basic ${Buffer.from('user:pass:word').toString('base64')}`,
        'content-type': 'application/json',
        'x-pm-webhook-trace-id': expect.any(String),
        'x-pm-retries-remaining': '3',
      },
    });
    expect(app.calls[0]?.body).toEqual({
      RecordType: 'Delivery',
      ServerID: expect.any(Number),
      MessageID: messageId,
      ...common,
      Recipient: to,
      DeliveredAt: iso,
      Details: expect.any(String),
    });
    const details = await postmark.client().getOutboundMessageDetails(messageId);
    expect(details.MessageEvents).toMatchObject([{Type: 'Delivered', Recipient: to}]);
  });

  it('Bounce, and the SubscriptionChange that a hard one brings', async () => {
    const {app, postmark} = await listening();
    const messageId = await sent(postmark);
    await event(postmark, {messageId, type: 'Bounce', details: 'no such user'});
    const bodies = app.calls.map(({body}) => body);
    expect(bodies.find((body) => body['RecordType'] === 'Bounce')).toEqual({
      RecordType: 'Bounce',
      ID: expect.any(Number),
      Type: 'HardBounce',
      TypeCode: 1,
      Name: 'Hard bounce',
      ...common,
      MessageID: messageId,
      ServerID: expect.any(Number),
      Description: expect.any(String),
      Details: 'no such user',
      Email: to,
      From: 'shop@merchant.example',
      BouncedAt: iso,
      DumpAvailable: true,
      Inactive: true,
      CanActivate: true,
      Subject: 'Order',
    });
    expect(bodies.find((body) => body['RecordType'] === 'SubscriptionChange')).toEqual({
      RecordType: 'SubscriptionChange',
      MessageID: messageId,
      ServerID: expect.any(Number),
      ...common,
      ChangedAt: iso,
      Recipient: to,
      Origin: 'Recipient',
      SuppressSending: true,
      SuppressionReason: 'HardBounce',
    });
  });

  it('a soft bounce alone, also named by its type', async () => {
    const {app, postmark} = await listening();
    await event(postmark, {messageId: await sent(postmark), type: 'SoftBounce', Details: 'mailbox full'});
    expect(app.calls.map(({body}) => body)).toMatchObject([
      {RecordType: 'Bounce', Type: 'SoftBounce', TypeCode: 4096, Inactive: false, Details: 'mailbox full'},
    ]);
  });

  it('SpamComplaint', async () => {
    const {app, postmark} = await listening();
    await event(postmark, {messageId: await sent(postmark), type: 'SpamComplaint'});
    expect(app.calls.map(({body}) => body)).toContainEqual(
      expect.objectContaining({RecordType: 'SpamComplaint', TypeCode: 100001, Inactive: true, CanActivate: false}),
    );
  });

  it('Open, without a ServerID, the first one marked', async () => {
    const {app, postmark} = await listening();
    const messageId = await sent(postmark);
    await event(postmark, {messageId, type: 'Open'});
    await event(postmark, {messageId, type: 'Open'});
    expect(app.calls.map(({body}) => body['FirstOpen'])).toEqual([true, false]);
    expect(app.calls[0]?.body).toMatchObject({
      RecordType: 'Open',
      MessageID: messageId,
      Recipient: to,
      ReceivedAt: iso,
    });
    expect(app.calls[0]?.body).not.toHaveProperty('ServerID');
  });

  it('a reactivation by hand, without a MessageID', async () => {
    const {app, postmark} = await listening();
    await event(postmark, {messageId: await sent(postmark), type: 'Bounce'});
    await postmark.client().deleteSuppressions('outbound', {Suppressions: [{EmailAddress: to}]});
    await expect
      .poll(() => app.calls.map(({body}) => body))
      .toContainEqual(
        expect.objectContaining({
          RecordType: 'SubscriptionChange',
          MessageID: null,
          SuppressSending: false,
          SuppressionReason: null,
          Tag: null,
          Metadata: {},
          Origin: 'Customer',
        }),
      );
  });

  it('a delivery by itself, if so set', async () => {
    const {app, postmark} = await listening();
    await postmark.control('POST', 'settings', {autoDeliver: true});
    const messageId = await sent(postmark);
    await expect
      .poll(() => app.calls.map(({body}) => body))
      .toMatchObject([{RecordType: 'Delivery', MessageID: messageId}]);
  });

  it('nothing that Postmark would not', async () => {
    const {postmark} = await listening();
    const untracked = (await postmark.client().sendEmail(mail())).MessageID;
    await expect(event(postmark, {messageId: untracked, type: 'Open'})).rejects.toThrow('TrackOpens');
    await expect(event(postmark, {messageId: 'x', type: 'Delivery'})).rejects.toThrow('No message');
    await expect(event(postmark, {messageId: untracked, type: 'Fire'})).rejects.toThrow("no event 'Fire'");
    await expect(event(postmark, {messageId: untracked, type: 'Delivery', mood: 1})).rejects.toThrow('mood');
    await expect(event(postmark, {messageId: untracked, type: 'Delivery', recipient: 'a@b.example'})).rejects.toThrow(
      'no recipient',
    );
  });
});

describe('repeats', () => {
  it('go on after 500, 429 and 408, with the same trace id, until 200', async () => {
    const {app, postmark} = await listening(500, 429, 408);
    await event(postmark, {messageId: await sent(postmark), type: 'Delivery'});
    await expect.poll(() => app.calls.length).toBe(4);
    expect(new Set(app.calls.map(({headers}) => headers['x-pm-webhook-trace-id'])).size).toBe(1);
    expect(app.calls.map(({headers}) => headers['x-pm-retries-remaining'])).toEqual(['3', '2', '1', '0']);
    await expect
      .poll(async () => (await postmark.control<{deliveries: object[]}>('GET', 'events')).deliveries)
      .toMatchObject([{state: 'delivered', attempts: [500, 429, 408, 200]}]);
  });

  it('end when the schedule is used up', async () => {
    const {postmark} = await listening(500, 500, 500, 500, 500);
    await event(postmark, {messageId: await sent(postmark), type: 'Delivery'});
    await expect
      .poll(async () => (await postmark.control<{deliveries: object[]}>('GET', 'events')).deliveries)
      .toMatchObject([{state: 'dropped', attempts: [500, 500, 500, 500]}]);
  });

  it.each([400, 401, 403, 404, 201, 204])('do not happen after %i', async (status) => {
    const {postmark} = await listening(status);
    const {deliveries} = await event(postmark, {messageId: await sent(postmark), type: 'Delivery'});
    expect(deliveries).toMatchObject([{state: 'dropped', attempts: [status]}]);
  });

  it('happen when nobody answers', async () => {
    const postmark = await open({appUrl: 'http://127.0.0.1:9'});
    closing.push(postmark);
    await event(postmark, {messageId: await sent(postmark), type: 'Delivery'});
    await expect
      .poll(async () => (await postmark.control<{deliveries: object[]}>('GET', 'events')).deliveries)
      .toMatchObject([{state: 'dropped', attempts: [0, 0, 0, 0]}]);
  });

  it('come as copies on command', async () => {
    const {app, postmark} = await listening();
    await event(postmark, {messageId: await sent(postmark), type: 'Delivery', duplicates: 2});
    expect(app.calls).toHaveLength(3);
    expect(new Set(app.calls.map(({headers}) => headers['x-pm-webhook-trace-id'])).size).toBe(1);
  });
});

describe('settings', () => {
  it('are created, read, changed and removed', async () => {
    const postmark = await open();
    const app = await receiver();
    closing.push(postmark, app);
    const client = postmark.client();
    const made = await client.createWebhook({
      Url: `${app.url}/hook?x=1`,
      HttpHeaders: [{Name: 'X-Key', Value: 'v'}],
      Triggers: {Delivery: {Enabled: true}, Bounce: {Enabled: true, IncludeContent: true}},
    });
    expect(made).toMatchObject({MessageStream: 'outbound', Triggers: {Open: {Enabled: false}}});
    expect((await client.getWebhooks({messageStream: 'outbound'})).Webhooks).toEqual([made]);
    const edited = await client.editWebhook(made.ID, {Triggers: {Delivery: {Enabled: false}}});
    expect(edited.Triggers).toMatchObject({Delivery: {Enabled: false}, Bounce: {Enabled: true, IncludeContent: true}});

    const messageId = await sent(postmark);
    await event(postmark, {messageId, type: 'Delivery'});
    await event(postmark, {messageId, type: 'SoftBounce'});
    expect(app.calls).toMatchObject([
      {path: '/hook?x=1', headers: {'x-key': 'v'}, body: {RecordType: 'Bounce', Content: expect.any(String)}},
    ]);
    expect(await client.deleteWebhook(made.ID)).toEqual({ErrorCode: 0, Message: `Webhook ${made.ID} removed.`});
    expect(await failure(client.getWebhook(made.ID))).toMatchObject({code: 1352});
  });

  it('PostFirstOpenOnly leaves out later opens', async () => {
    const postmark = await open();
    const app = await receiver();
    closing.push(postmark, app);
    const Triggers = {Open: {Enabled: true, PostFirstOpenOnly: true}};
    await postmark.client().createWebhook({Url: app.url, Triggers});
    const messageId = await sent(postmark);
    await event(postmark, {messageId, type: 'Open'});
    await event(postmark, {messageId, type: 'Open'});
    expect(app.calls).toHaveLength(1);
  });

  it('take the user and password from the URL', async () => {
    const postmark = await open();
    const app = await receiver();
    closing.push(postmark, app);
    const Url = app.url.replace('http://', 'http://me:p%40ss@');
    await postmark.client().createWebhook({Url, Triggers: {Delivery: {Enabled: true}}});
    await event(postmark, {messageId: await sent(postmark), type: 'Delivery'});
    expect(app.calls[0]?.headers.authorization).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`);
  });

  it('refuse what cannot be', async () => {
    const postmark = await open();
    closing.push(postmark);
    const client = postmark.client();
    expect(await failure(client.createWebhook({Url: 'nowhere'}))).toMatchObject({code: 1354});
    expect(await failure(client.createWebhook({Url: 'http://a.example', MessageStream: 'inbound'}))).toMatchObject({
      code: 1351,
    });
    const HttpHeaders = [{Name: 'a b', Value: 'c'}];
    expect(await failure(client.createWebhook({Url: 'http://a.example', HttpHeaders}))).toMatchObject({code: 1358});
  });
});
