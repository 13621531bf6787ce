/** What the mailer makes of a message: sender, subject, headers, and which addresses it takes. */
import * as fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {isDeliverableAddress} from '../../core/email/addresses.ts';
import {fromHeader, problem, toPostmark} from '../../core/email/payload.ts';
import {isAddress, parseAddresses} from '../sandbox/postmark/api/addresses.ts';
import {message} from './mailer-support.ts';

const address = 'orders@app.example';
const sender = {address, messageStream: 'outbound'};
const text = fc.string({unit: 'binary', maxLength: 400});

describe('the sender', () => {
  it.each([
    ['The Shop', '"The Shop" <orders@app.example>'],
    ['Joe, jr.', '"Joe, jr." <orders@app.example>'],
    ['6" & \\more', '"6\\" & \\\\more" <orders@app.example>'],
    ['a\r\nBcc: x@y.example', '"a Bcc: x@y.example" <orders@app.example>'],
    ['  \u0000 ', address],
    ['', address],
    ['ร้านค้า', '"ร้านค้า" <orders@app.example>'],
  ])('%j', (name, expected) => {
    expect(fromHeader(name, address)).toBe(expected);
  });

  it('is one address of at most 255 units on one line, whatever the name', () => {
    fc.assert(
      fc.property(text, (name) => {
        const from = fromHeader(name, address);
        expect(from.length).toBeLessThanOrEqual(255);
        expect(from).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(parseAddresses(from)?.map(({Email}) => Email)).toEqual([address]);
      }),
    );
  });

  it('never ends in half a character', () => {
    const from = fromHeader('😀'.repeat(200), address);
    expect(from.length).toBeGreaterThan(250);
    expect(from.isWellFormed()).toBe(true);
  });

  it('survives an address that leaves no room', () => {
    const long = `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example`;
    expect(fromHeader('"'.repeat(300), long).length).toBeLessThanOrEqual(255);
  });
});

describe('the message', () => {
  it('keeps its subject on one line of at most 2000 units', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary', maxLength: 2500}), (subject) => {
        const sent = toPostmark(message('k', {subject}), sender).Subject;
        expect(sent.length).toBeLessThanOrEqual(2000);
        expect(sent).not.toMatch(/[\r\n]/);
      }),
    );
    expect(toPostmark(message('k', {subject: 'x'.repeat(3000)}), sender).Subject).toHaveLength(2000);
  });

  it('carries our key, a Message-ID of its own, and leaves links alone', () => {
    const body = toPostmark(message('6560.1.0'), sender);
    expect(body.Metadata).toEqual({message: '6560.1.0'});
    expect(body.Headers).toEqual([
      {Name: 'Message-ID', Value: '<6560.1.0@app.example>'},
      {Name: 'X-PM-KeepID', Value: 'true'},
      {Name: 'References', Value: '<alone.6560.1.0@app.example>'},
    ]);
    expect(body.TrackLinks).toBe('None');
    expect(body.To).toBe('warehouse@service.example');
  });

  it.each([
    ['two recipients', {to: 'a@b.example, c@d.example'}],
    ['a named recipient', {to: 'A <a@b.example>'}],
    ['a broken line', {to: 'a@b.example\r\nBcc: c@d.example'}],
    ['a bad reply address', {replyTo: 'nobody'}],
    ['no key', {key: ''}],
    ['a key that is too long', {key: 'k'.repeat(81)}],
    ['a Message-ID that is none', {messageIdHeader: '<a@b.example>\r\nX: y'}],
    ['no content', {html: '', text: ''}],
  ])('with %s is not sent', (_, more) => {
    expect(problem(message('k', more))).toEqual(expect.any(String));
  });

  it('is fine without a reply address', () => {
    expect(problem(message('k', {replyTo: null}))).toBeNull();
    expect(toPostmark(message('k', {replyTo: null}), sender)).not.toHaveProperty('ReplyTo');
  });
});

describe('isDeliverableAddress', () => {
  it.each([
    'a@b.example',
    'Orders+shop@sub.b-c.example',
    "o'neil@b.example",
    'a@xn--bcher-kva.example',
    `${'a'.repeat(64)}@b.example`,
  ])('takes %s', (given) => {
    expect(isDeliverableAddress(given)).toBe(true);
  });

  it.each([
    '',
    'a',
    '@b.example',
    'a@',
    'a@b',
    'a@.b.example',
    'a@b..example',
    'a@b.example.',
    'a@-b.example',
    'a@b-.example',
    'a@127.0.0.1',
    'a@[127.0.0.1]',
    '.a@b.example',
    'a.@b.example',
    'a..b@b.example',
    'a b@b.example',
    'a@b@c.example',
    ' a@b.example',
    'a@b.example\n',
    'a@b.example\r\nBcc: c@d.example',
    'a@b.example,c@d.example',
    'a@b.example;c@d.example',
    'A <a@b.example>',
    '<a@b.example>',
    '"a b"@b.example',
    'bücher@b.example',
    'a@bücher.example',
    `${'a'.repeat(65)}@b.example`,
    `a@${'b'.repeat(64)}.example`,
    `a@${'b.'.repeat(125)}example`,
  ])('does not take %j', (given) => {
    expect(isDeliverableAddress(given)).toBe(false);
  });

  it('takes nothing that Postmark would not take as one address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string(), fc.stringMatching(/^[a-z.,<>@ "-]{1,20}$/)), (given) => {
        if (!isDeliverableAddress(given)) return;
        expect(isAddress(given)).toBe(true);
        expect(parseAddresses(given)).toEqual([{Email: given, Name: ''}]);
      }),
      {numRuns: 2000},
    );
  });
});
