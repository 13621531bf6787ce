/** `POST /email` and `/email/batch`. Rules: reference/postmark.md §3, §4 and §8. */
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {Errors, Models} from 'postmark';
import {failure, mail, open, type Mail, type Opened} from './support.ts';

let postmark: Opened;
beforeAll(async () => {
  postmark = await open();
});
beforeEach(() => postmark.control('DELETE', 'messages'));
afterAll(() => postmark.close());

const attachment = (name: string, more: Partial<Models.Attachment> = {}) => ({
  Name: name,
  Content: 'aGVsbG8=',
  ContentType: 'text/plain',
  ContentID: null,
  ...more,
});
const metadata = (count: number) => Object.fromEntries(Array.from({length: count}, (_, i) => [`key${i}`, 'v']));
const many = (count: number, prefix: string) =>
  Array.from({length: count}, (_, i) => `${prefix}${i}@warehouse.example`).join(',');

describe('an accepted message', () => {
  it('is answered with a lower-case UUID and an Eastern time of seven digits', async () => {
    const answer = await postmark.client().sendEmail(mail({Cc: 'c@warehouse.example'}));
    expect(answer).toMatchObject({
      To: 'service@warehouse.example',
      Cc: 'c@warehouse.example',
      ErrorCode: 0,
      Message: 'OK',
    });
    expect(answer.MessageID).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(answer.SubmittedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}-0[45]:00$/);
    expect(Math.abs(Date.parse(answer.SubmittedAt) - Date.now())).toBeLessThan(60_000);
  });

  it('is kept whole and in order', async () => {
    const sent = mail({
      From: '"Shop, Inc." <shop@merchant.example>',
      ReplyTo: 'reply@merchant.example',
      Subject: 'Zażółć ✓',
      HtmlBody: '<p>x</p>',
      Tag: 'order',
      Metadata: {message: 'k'},
      Headers: [{Name: 'Message-ID', Value: '<k@app.example>'}],
      TrackOpens: true,
      TrackLinks: Models.LinkTrackingOptions.HtmlOnly,
    });
    const {MessageID} = await postmark.client().sendEmail(sent);
    await postmark.client().sendEmail(mail());
    const kept = await postmark.control<object[]>('GET', 'messages');
    expect(kept).toHaveLength(2);
    expect(kept[0]).toMatchObject({...sent, MessageID, MessageStream: 'outbound'});
  });

  it.each([
    ['names', {From: 'A B <a@b.example>', To: '"C, D" <c@d.example>, e@f.example'}],
    ['a subject of 2000 units', {Subject: 'x'.repeat(2000)}],
    ['no subject', {Subject: ''}],
    ['50 recipients', {To: many(20, 'a'), Cc: many(20, 'b'), Bcc: many(10, 'c')}],
    ['ten metadata fields', {Metadata: metadata(10)}],
    ['a key of 20 and a value of 80', {Metadata: {['k'.repeat(20)]: 'v'.repeat(80)}}],
    ['a CSV file', {Attachments: [attachment('orders.csv')]}],
    ['an attachment without ContentID', {Attachments: [attachment('a.txt', {ContentID: null})]}],
    ['several reply addresses', {ReplyTo: 'a@b.example, c@d.example'}],
    ['the broadcast stream', {MessageStream: 'broadcast'}],
  ] as const)('may have %s', async (_, more) => {
    expect(await postmark.client().sendEmail(mail(more as Partial<Mail>))).toMatchObject({ErrorCode: 0});
  });
});

describe('a refused message', () => {
  it.each([
    ['no recipient', {To: ''}, 300],
    ['a malformed recipient', {To: 'nobody'}, 300],
    ['a leading dot', {To: '.a@b.example'}, 300],
    ['a trailing dot', {To: 'a.@b.example'}, 300],
    ['two dots in a row', {To: 'a..b@b.example'}, 300],
    ['a line break in a recipient', {To: 'a@b.example\r\nBcc: c@d.example'}, 300],
    ['51 recipients over the three fields', {To: many(20, 'a'), Cc: many(20, 'b'), Bcc: many(11, 'c')}, 300],
    ['no sender', {From: ''}, 300],
    ['two senders', {From: 'a@b.example, c@d.example'}, 300],
    ['an unquoted name with punctuation', {From: 'Joe, jr. <joe@b.example>'}, 300],
    ['a sender of 256 units', {From: `"${'x'.repeat(240)}" <ab@b.example>`}, 300],
    ['a malformed reply address', {ReplyTo: 'nobody'}, 300],
    ['no body', {TextBody: '', HtmlBody: ''}, 300],
    ['an attachment without a body', {TextBody: '', Attachments: [attachment('a.txt')]}, 300],
    ['a subject of 2001 units', {Subject: 'x'.repeat(2001)}, 300],
    ['a tag of 1001', {Tag: 'x'.repeat(1001)}, 300],
    ['eleven metadata fields', {Metadata: metadata(11)}, 300],
    ['a key of 21', {Metadata: {['k'.repeat(21)]: 'v'}}, 300],
    ['a value of 81', {Metadata: {k: 'v'.repeat(81)}}, 300],
    ['keys equal but for case', {Metadata: {key: 'v', KEY: 'v'}}, 300],
    ['a metadata number', {Metadata: {key: 7}}, 403],
    ['a header name with a space', {Headers: [{Name: 'X Y', Value: 'z'}]}, 300],
    ['a header value over two lines', {Headers: [{Name: 'X', Value: 'a\r\nBcc: b@c.example'}]}, 300],
    ['a text of more than 5 MB', {TextBody: 'x'.repeat(5 * 1024 * 1024 + 1)}, 300],
    ['a forbidden attachment', {Attachments: [attachment('run.EXE')]}, 411],
    ['a content type that is none', {Attachments: [attachment('a.txt', {ContentType: 'text'})]}, 300],
    ['a content id with a space', {Attachments: [attachment('a.txt', {ContentID: 'a b'})]}, 300],
    ['an unknown stream', {MessageStream: 'nowhere'}, 1235],
    ['the inbound stream', {MessageStream: 'inbound'}, 1236],
  ] as const)('%s', async (_, more, code) => {
    const error = await failure(postmark.client().sendEmail(mail(more as unknown as Partial<Mail>)));
    expect(error).toMatchObject({code, statusCode: 422});
    expect(await postmark.control('GET', 'messages')).toEqual([]);
  });

  it('300 is an InvalidEmailRequestError that names the address', async () => {
    const error = await failure(postmark.client().sendEmail(mail({To: 'test'})));
    expect(error).toBeInstanceOf(Errors.InvalidEmailRequestError);
    expect(error.message).toBe("Invalid 'To' address: 'test'.");
  });

  it('1235 names the stream', async () => {
    const error = await failure(postmark.client().sendEmail(mail({MessageStream: 'nowhere'})));
    expect(error.message).toBe("The stream provided: 'nowhere' does not exist on this server.");
  });

  it('400 for a sender that is not confirmed', async () => {
    await postmark.control('POST', 'settings', {senders: ['merchant.example', 'one@other.example']});
    expect(await postmark.client().sendEmail(mail({From: 'any@merchant.example'}))).toMatchObject({ErrorCode: 0});
    expect(await postmark.client().sendEmail(mail({From: 'One@other.example'}))).toMatchObject({ErrorCode: 0});
    const error = await failure(postmark.client().sendEmail(mail({From: 'A <two@other.example>'})));
    await postmark.control('POST', 'settings', {senders: null});
    expect(error).toMatchObject({code: 400, statusCode: 422});
    expect(error.message).toContain("The 'From' address you supplied (two@other.example) is not a Sender Signature");
  });
});

describe('inactive recipients', () => {
  const dead = ['dead1@warehouse.example', 'dead2@warehouse.example'];
  beforeAll(() =>
    postmark.client().createSuppressions('outbound', {Suppressions: dead.map((EmailAddress) => ({EmailAddress}))}),
  );

  it('406: the SDK reads the addresses out of the text', async () => {
    const error = await failure(postmark.client().sendEmail(mail({To: dead.join(', ').toUpperCase()})));
    expect(error).toBeInstanceOf(Errors.InactiveRecipientsError);
    expect(error).toMatchObject({code: 406, statusCode: 422, recipients: dead.map((address) => address.toUpperCase())});
    expect(error.message).toMatch(
      /^You tried to send to recipient\(s\) that have been marked as inactive\. Found inactive addresses: .+, .+\. Inactive recipients are ones that have generated a hard bounce, a spam complaint, or a manual suppression\.$/,
    );
  });

  it('a batch words it otherwise, and ends in a space', async () => {
    const [row] = await postmark.client().sendEmailBatch([mail({To: dead[0]!})]);
    expect(row).toEqual({
      ErrorCode: 406,
      Message:
        'You tried to send to a recipient that has been marked as inactive. Found inactive addresses: dead1@warehouse.example. Inactive recipients are ones that have generated a hard bounce, a spam complaint, or a manual suppression. ',
    });
  });

  it('are so on their stream alone', async () => {
    const answer = await postmark.client().sendEmail(mail({To: dead[0]!, MessageStream: 'broadcast'}));
    expect(answer.ErrorCode).toBe(0);
  });
});

describe('a batch', () => {
  it('is answered row by row, in order; a bad row has no MessageID and stops nothing', async () => {
    const rows = await postmark
      .client()
      .sendEmailBatch([mail({To: 'a@b.example'}), mail({To: 'bad'}), mail({To: 'c@d.example'})]);
    expect(rows).toEqual([
      expect.objectContaining({To: 'a@b.example', ErrorCode: 0, MessageID: expect.any(String)}),
      {ErrorCode: 300, Message: "Invalid 'To' address: 'bad'."},
      expect.objectContaining({To: 'c@d.example', ErrorCode: 0, MessageID: expect.any(String)}),
    ]);
    expect(await postmark.control('GET', 'messages')).toHaveLength(2);
  });

  it('takes 500; 501 are refused whole with 410', async () => {
    expect(await postmark.client().sendEmailBatch(Array.from({length: 500}, () => mail()))).toHaveLength(500);
    await postmark.control('DELETE', 'messages');
    const error = await failure(postmark.client().sendEmailBatch(Array.from({length: 501}, () => mail())));
    expect(error).toMatchObject({
      code: 410,
      statusCode: 422,
      message: 'You may only send up to 500 messages in a single batched request.',
    });
    expect(await postmark.control('GET', 'messages')).toEqual([]);
  });

  it('does not know a message it has seen before: a repeated POST is a second mail', async () => {
    const same = mail({Metadata: {message: 'once'}, Headers: [{Name: 'Message-ID', Value: '<once@app.example>'}]});
    await postmark.client().sendEmailBatch([same]);
    await postmark.client().sendEmailBatch([same]);
    expect(await postmark.control('GET', 'messages')).toHaveLength(2);
  });
});

describe('the test token', () => {
  it('validates and keeps nothing', async () => {
    const client = postmark.client('POSTMARK_API_TEST');
    const answer = await client.sendEmail(mail());
    expect(answer).toMatchObject({ErrorCode: 0, Message: 'Test job accepted', MessageID: expect.any(String)});
    expect(await failure(client.sendEmail(mail({To: 'bad'})))).toMatchObject({code: 300});
    expect(await postmark.control('GET', 'messages')).toEqual([]);
  });
});
