/** Bodies as a caller with bad intent or a broken program would send them: nearly right, then spoilt. */
import type {Random} from './random.ts';

/** A number as text that JavaScript cannot write: it goes into the JSON as it is. */
class Raw {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const texts = [
  '',
  ' ',
  'x'.repeat(300),
  'x'.repeat(70_000),
  '9'.repeat(400),
  '\u0000',
  '\u{1F469}\u200D\u{1F469}\u200D\u{1F467}',
  '\uD800',
  '\u202Etxt.exe',
  'Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤',
  'ก็็็็็็็็็็็็็็็็็็็็',
  'a\r\nBcc: victim@example.com',
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  "'; return true; var x='",
  '../../../etc/passwd',
  '${7*7}{{7*7}}',
  '%00%0d%0a',
  '__proto__',
  'constructor',
  'gid://shopify/Order/1',
  'gid://shopify/Order/99999999999999999999',
  'gid://shopify/FulfillmentOrderLineItem/1?x=1',
  'gid://evil/Order/1',
  '65f000000000000000000000',
  '2026-11-25T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  'NaN',
  'true',
];

const numbers = [0, -0, -1, 1, 0.1, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 5e-324];
const raws = ['1e999', '-1e999', '123456789012345678901234567890', '0.1e-400', '1E5'].map((text) => new Raw(text));

function nested(random: Random): unknown {
  const depth = random.pick([3, 30, 300, 3_000, 30_000]);
  return new Raw(
    random.chance(0.5) ? '['.repeat(depth) + ']'.repeat(depth) : '{"a":'.repeat(depth) + '1' + '}'.repeat(depth),
  );
}

/** What stands where something else should. */
function hostile(random: Random): unknown {
  switch (random.below(10)) {
    case 0:
      return random.pick([null, true, false]);
    case 1:
      return random.pick(numbers);
    case 2:
      return random.pick(raws);
    case 3:
      return random.pick([
        {$gt: ''},
        {$ne: null},
        {$where: 'while(1){}'},
        {$regex: '(a+)+$'},
        {$in: []},
        {$set: {shop: 'x'}},
      ]);
    case 4:
      return random.pick([new Raw('{"__proto__":{"polluted":true}}'), {constructor: {prototype: {polluted: true}}}]);
    case 5:
      return Array.from({length: random.pick([0, 1, 2, 1001])}, () => random.pick(texts.slice(0, 3)));
    case 6:
      return random.chance(0.2) ? nested(random) : {};
    default:
      return random.pick(texts);
  }
}

/** A copy in which something is other than it should be. */
function spoil(value: unknown, random: Random): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Raw || random.chance(0.25))
    return hostile(random);
  if (Array.isArray(value)) {
    if (value.length === 0 || random.chance(0.3)) return [...(value as unknown[]), hostile(random)];
    const at = random.below(value.length);
    return value.map((one: unknown, index) => (index === at ? spoil(one, random) : one));
  }
  const entries = Object.entries(value);
  const key = entries.length > 0 && random.chance(0.8) ? random.pick(entries)[0] : random.pick(texts);
  if (random.chance(0.15)) return Object.fromEntries(entries.filter(([name]) => name !== key));
  const spoilt = Object.hasOwn(value, key) ? spoil((value as Record<string, unknown>)[key], random) : hostile(random);
  return Object.fromEntries([...entries, [key, spoilt]]);
}

function toJson(value: unknown): string {
  if (value instanceof Raw) return value.text;
  if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, one]) => `${JSON.stringify(key)}:${toJson(one)}`)
      .join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** The text of a body, now and then no JSON at all. */
function spoilText(text: string, random: Random): Buffer {
  const at = random.below(text.length + 1);
  switch (random.below(9)) {
    case 0:
      return Buffer.from(text.slice(0, at));
    case 1:
      return Buffer.from(text.slice(0, at) + random.pick(texts) + text.slice(at));
    case 2:
      return Buffer.from(`\uFEFF${text}`);
    case 3:
      return Buffer.from(text, 'utf16le');
    case 4:
      // The same key twice.
      return Buffer.from(text.replace(/^\{("[^"]*":)/, '{$1null,$1'));
    case 5:
      return Buffer.from(`[${text}]`);
    case 6:
      return Buffer.from(text + ' '.repeat(random.below(100_000)));
    case 7: {
      const bytes = Buffer.from(text);
      if (bytes.length > 0) bytes[random.below(bytes.length)] = random.below(256);
      return bytes;
    }
    default:
      return Buffer.from(
        random.pick(['', 'null', '[]', '"x"', '{}', '0', 'action=confirm&number=1', '<xml/>', '{"a":1}{"b":2}']),
      );
  }
}

/** Made of what would be right. */
export function bodyLike(right: unknown, random: Random): Buffer {
  let value = right;
  for (let times = random.pick([0, 1, 1, 1, 2, 3]); times > 0; times--) value = spoil(value, random);
  const text = toJson(value);
  return random.chance(0.2) ? spoilText(text, random) : Buffer.from(text);
}

/** A part of a path or a value in a query or a form: hostile, or what is right. */
export function partLike(right: string, random: Random): string {
  if (random.chance(0.6)) return right;
  const odd = [
    '..',
    '.',
    '%00',
    '%',
    '%zz',
    '%E0%A4%A',
    '{"$gt":""}',
    '[$ne]',
    'null',
    'undefined',
    '-1',
    '1e3',
    '0x10',
    right.slice(1),
    `${right}0`,
  ];
  const text = random.chance(0.5) ? random.pick(odd) : random.pick(texts).slice(0, 2_000).toWellFormed();
  return random.chance(0.1) ? text.replaceAll(/[^\x21-\x7e]|[ #?]/g, '') : encodeURIComponent(text);
}
