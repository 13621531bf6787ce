/** What events say of an email: late, twice, in any order. */
import * as fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {learn, type Known} from '../../../core/email/events/delivery.ts';
import {parseEvent, type EmailEvent} from '../../../core/email/events/parse.ts';

const fresh: Known = {delivery: 'accepted', opened: false};
const event = (type: string, minute = 0, bounce: EmailEvent['bounce'] = null): EmailEvent => ({
  type,
  key: 'k',
  messageId: 'm',
  at: new Date(Date.UTC(2026, 10, 23, 12, minute)),
  bounce,
});
const bounce = (type: string, inactive = false, minute = 0) => event('Bounce', minute, {type, inactive});
const after = (...events: EmailEvent[]): Known =>
  events.reduce<Known>((known, one) => learn(known, one) ?? known, fresh);

describe('a bounce', () => {
  it.each([
    ['HardBounce', true, 'bounced'],
    ['SoftBounce', false, 'bounced'],
    ['Blocked', false, 'bounced'],
    ['DMARCPolicy', false, 'bounced'],
    ['Transient', false, 'delayed'],
    ['Transient', true, 'bounced'],
    ['AutoResponder', false, 'accepted'],
    ['AutoResponder', true, 'bounced'],
    ['Unsubscribe', false, 'accepted'],
    ['AQuiteNewKind', false, 'bounced'],
  ])('of kind %s, inactive %s: %s', (type, inactive, expected) => {
    expect(after(bounce(type, inactive)).delivery).toBe(expected);
  });

  it('after the delivery holds; a delivery that is told late does not hide it', () => {
    expect(after(event('Delivery', 1), bounce('HardBounce', true, 5)).delivery).toBe('bounced');
    expect(after(bounce('HardBounce', true, 5), event('Delivery', 1)).delivery).toBe('bounced');
    expect(after(bounce('SoftBounce', false, 1), event('Delivery', 5)).delivery).toBe('delivered');
  });

  it('told once more at a later time is not undone by a delivery between the two', () => {
    const twice = after(bounce('SoftBounce', false, 6), bounce('SoftBounce', false, 42));
    expect(learn(twice, event('Delivery', 21))).toBeNull();
    expect(learn(twice, bounce('SoftBounce', false, 42))).toBeNull();
    expect(learn(twice, bounce('SoftBounce', false, 50))).toMatchObject({delivery: 'bounced', event: null});
  });

  it('says in the history what it was, and whether the address is blocked', () => {
    expect(learn(fresh, bounce('HardBounce', true))).toMatchObject({
      event: 'bounced',
      detail: 'HardBounce: mail to this address is blocked from now on',
    });
  });
});

it('an open proves the arrival, once; a complaint outlasts everything', () => {
  expect(after(event('Open', 3))).toMatchObject({delivery: 'delivered', opened: true});
  expect(learn(after(event('Open', 3)), event('Open', 4))).toBeNull();
  expect(after(event('SpamComplaint', 1), event('Delivery', 5), event('Open', 6))).toMatchObject({
    delivery: 'complained',
    opened: true,
  });
  expect(after(bounce('HardBounce', true, 1), event('Open', 5)).delivery).toBe('bounced');
});

it('whatever the order and however often they are told, the same is known in the end', () => {
  const one = fc.oneof(
    fc.integer({min: 0, max: 59}).map((minute) => event('Delivery', minute)),
    fc.integer({min: 0, max: 59}).map((minute) => event('SpamComplaint', minute)),
    fc.integer({min: 0, max: 59}).map((minute) => bounce('SoftBounce', false, minute)),
    fc.integer({min: 0, max: 59}).map((minute) => bounce('Transient', false, minute)),
    fc.integer({min: 0, max: 59}).map((minute) => event('Open', minute)),
  );
  fc.assert(
    fc.property(
      fc
        .uniqueArray(one, {maxLength: 6, selector: ({at}) => at.getTime()})
        .chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], {minLength: events.length * 2})),
        ),
      ([events, told]) => {
        const inOrder = events.toSorted((a, b) => a.at.getTime() - b.at.getTime());
        const {delivery, opened} = after(...inOrder);
        expect(after(...told)).toMatchObject({delivery, opened});
      },
    ),
    {numRuns: 1000},
  );
});

describe('an event', () => {
  const body = {
    RecordType: 'Delivery',
    MessageID: 'm-1',
    Recipient: 'w@x.example',
    DeliveredAt: '2026-11-23T12:00:00Z',
  };

  it('is known again by its trace id, else by what it says', () => {
    expect(parseEvent(body, 'trace-1').id).toBe(parseEvent({...body, MessageID: 'other'}, 'trace-1').id);
    expect(parseEvent(body, undefined).id).toBe(parseEvent({...body, Details: 'again'}, undefined).id);
    expect(parseEvent(body, undefined).id).not.toBe(
      parseEvent({...body, DeliveredAt: '2026-11-23T12:00:01Z'}, undefined).id,
    );
    const bounced = {RecordType: 'Bounce', ID: 7, Type: 'HardBounce', MessageID: 'm-1'};
    expect(parseEvent(bounced, undefined).id).toBe(parseEvent({...bounced, Subject: 'x'}, undefined).id);
    expect(parseEvent(bounced, undefined).id).not.toBe(parseEvent({...bounced, ID: 8}, undefined).id);
  });

  it('keeps no address, no subject and no user agent', () => {
    const noisy = {...body, Subject: 'secret', UserAgent: 'secret', Metadata: {message: 'k', other: 'secret'}};
    expect(JSON.stringify(parseEvent(noisy, undefined))).not.toMatch(/secret|w@x/);
  });

  it('is refused if it is none', () => {
    for (const bad of [null, 1, 'x', [], {}, {RecordType: ''}, {RecordType: 'Bounce', MessageID: {}}]) {
      expect(() => parseEvent(bad, undefined)).toThrow(expect.objectContaining({code: 'invalid_input'}));
    }
  });
});
