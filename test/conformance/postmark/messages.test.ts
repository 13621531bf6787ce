/** Search and details of sent messages. Rules: reference/postmark.md §2 and §5. */
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {Models} from 'postmark';
import {failure, mail, open, serverToken, type Opened} from './support.ts';

let postmark: Opened;
beforeAll(async () => {
  postmark = await open();
});
beforeEach(async () => {
  await postmark.control('DELETE', 'messages?forget');
  await postmark.control('POST', 'settings', {searchLagMs: 0});
});
afterAll(() => postmark.close());

const search = (filter: Record<string, unknown> = {}) =>
  postmark.client().getOutboundMessages({count: 100, offset: 0, ...filter});
const subjects = async (filter: Record<string, unknown>) => (await search(filter)).Messages.map(({Subject}) => Subject);
const raw = (query: string) =>
  fetch(`${postmark.url}/messages/outbound?${query}`, {
    headers: {'X-Postmark-Server-Token': serverToken, Accept: 'application/json'},
  });

describe('search', () => {
  it('lists newest first with everything but the bodies', async () => {
    await postmark.client().sendEmail(mail({Subject: 'first'}));
    const {MessageID} = await postmark.client().sendEmail(
      mail({
        Subject: 'second',
        To: '"A, B" <a@b.example>',
        Cc: 'c@d.example',
        Tag: 't',
        Metadata: {message: 'k'},
        Attachments: [new Models.Attachment('a.csv', 'YQ==', 'text/csv')],
      }),
    );
    const found = await search();
    expect(found.TotalCount).toBe(2);
    expect(found.Messages.map(({Subject}) => Subject)).toEqual(['second', 'first']);
    expect(found.Messages[0]).toEqual({
      MessageID,
      MessageStream: 'outbound',
      Tag: 't',
      To: [{Email: 'a@b.example', Name: 'A, B'}],
      Cc: [{Email: 'c@d.example', Name: null}],
      Bcc: [],
      Recipients: ['a@b.example', 'c@d.example'],
      ReceivedAt: expect.stringMatching(/\.\d{7}-0[45]:00$/),
      From: 'shop@merchant.example',
      Subject: 'second',
      Attachments: ['a.csv'],
      Status: 'Sent',
      TrackOpens: false,
      TrackLinks: 'None',
      Metadata: {message: 'k'},
      Sandboxed: false,
    });
  });

  it('filters', async () => {
    await postmark.client().sendEmailBatch([
      mail({
        Subject: 'a',
        To: 'x@y.example',
        Bcc: 'hidden@y.example',
        Tag: 'one',
        Metadata: {message: 'k.1', other: 'o'},
      }),
      mail({Subject: 'b', From: 'second@merchant.example', Metadata: {message: 'k.10'}}),
      mail({Subject: 'c', MessageStream: 'broadcast', Metadata: {message: 'k.1'}}),
    ]);
    expect(await subjects({recipient: 'HIDDEN@y.example'})).toEqual(['a']);
    expect(await subjects({tag: 'one'})).toEqual(['a']);
    expect(await subjects({fromEmail: 'second@merchant.example'})).toEqual(['b']);
    expect(await subjects({subject: 'b'})).toEqual(['b']);
    expect(await subjects({metadata_message: 'k.1'})).toEqual(['a']);
    expect(await subjects({metadata_message: 'k.1', messageStream: 'broadcast'})).toEqual(['c']);
    expect(await subjects({metadata_message: 'k'})).toEqual([]);
    expect(await subjects({status: 'sent'})).toEqual(['b', 'a']);
    expect(await subjects({status: 'processed'})).toEqual(['b', 'a']);
    expect(await subjects({status: 'queued'})).toEqual([]);
  });

  it('reads dates as US Eastern, both ends included', async () => {
    const {SubmittedAt} = await postmark.client().sendEmail(mail());
    const today = SubmittedAt.slice(0, 10);
    const day = (offset: number) => new Date(Date.parse(today) + offset * 86_400_000).toISOString().slice(0, 10);
    expect((await search({fromDate: today, toDate: today})).TotalCount).toBe(1);
    expect((await search({fromDate: day(1)})).TotalCount).toBe(0);
    expect((await search({toDate: day(-1)})).TotalCount).toBe(0);
    expect((await search({toDate: '2021-01-01T12:00:00'})).TotalCount).toBe(0);
    expect(await failure(search({fromDate: 'yesterday'}))).toMatchObject({code: 700});
  });

  it('pages', async () => {
    await postmark.client().sendEmailBatch(Array.from({length: 5}, (_, i) => mail({Subject: String(i)})));
    const page = await search({count: 2, offset: 3});
    expect(page.TotalCount).toBe(5);
    expect(page.Messages.map(({Subject}) => Subject)).toEqual(['1', '0']);
  });

  it.each([
    ['no count', 'offset=0'],
    ['no offset', 'count=1'],
    ['a count of 0', 'count=0&offset=0'],
    ['a count of 501', 'count=501&offset=0'],
    ['more than 10000 together', 'count=500&offset=9501'],
    ['a negative offset', 'count=1&offset=-1'],
    ['two metadata fields', 'count=1&offset=0&metadata_a=1&metadata_b=2'],
    ['an unknown status', 'count=1&offset=0&status=lost'],
  ])('700 for %s', async (_, query) => {
    const response = await raw(query);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ErrorCode: 700});
  });

  it('1226 for an unknown stream', async () => {
    expect(await failure(search({messageStream: 'nowhere'}))).toMatchObject({code: 1226, statusCode: 422});
  });
});

describe('details', () => {
  it('add the bodies and what happened', async () => {
    const {MessageID} = await postmark.client().sendEmail(mail({HtmlBody: '<p>x</p>'}));
    expect(await postmark.client().getOutboundMessageDetails(MessageID)).toMatchObject({
      MessageID,
      TextBody: 'Ship it.',
      HtmlBody: '<p>x</p>',
      Body: expect.stringContaining('Subject: Order'),
      MessageEvents: [],
    });
    expect((await postmark.client().getOutboundMessageDump(MessageID)).Body).toContain('Ship it.');
  });

  it('701 with HTTP 422 for an unknown message', async () => {
    expect(await failure(postmark.client().getOutboundMessageDetails('nothing'))).toMatchObject({
      code: 701,
      statusCode: 422,
    });
  });
});

describe('the lag', () => {
  it('never: neither search nor details show it, until the setting changes', async () => {
    await postmark.control('POST', 'settings', {searchLagMs: 'never'});
    const {MessageID} = await postmark.client().sendEmail(mail());
    expect((await search()).TotalCount).toBe(0);
    expect(await failure(postmark.client().getOutboundMessageDetails(MessageID))).toMatchObject({code: 701});
    expect(await postmark.control('GET', 'messages')).toHaveLength(1);
    await postmark.control('POST', 'settings', {searchLagMs: 0});
    expect((await search()).TotalCount).toBe(1);
  });

  it('passes', async () => {
    await postmark.control('POST', 'settings', {searchLagMs: 250});
    await postmark.client().sendEmail(mail());
    const sentAt = Date.now();
    await expect.poll(async () => (await search()).TotalCount, {timeout: 5000}).toBe(1);
    expect(Date.now() - sentAt).toBeGreaterThan(200);
  });
});
