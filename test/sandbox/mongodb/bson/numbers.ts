/** Comparison and arithmetic over int32, int64, double and decimal, with MongoDB's rules for the type of the result. */
import {Decimal128, Double, Long} from 'bson';
import {CommandError, unsupported} from '../errors.ts';
import {isBson, isInt32, type Numeric} from './types.ts';

/** A finite number as `coefficient × 10^exponent`, exactly. */
interface Exact {
  coefficient: bigint;
  exponent: number;
}

/** The nearest JavaScript number. */
export function toNumber(value: Numeric): number {
  return typeof value === 'number' ? value : Number(value.toString());
}

/** The number exactly, or NaN or an infinity as a JavaScript number. */
function exact(value: Numeric): Exact | number {
  if (isBson(value, 'Long')) return {coefficient: value.toBigInt(), exponent: 0};
  if (isBson(value, 'Decimal128')) return parseDecimal(value.toString());
  const number = toNumber(value);
  if (!Number.isFinite(number)) return number;
  if (Number.isInteger(number)) return {coefficient: BigInt(number), exponent: 0};
  // number = m / 2^k, so it is m × 5^k / 10^k
  let k = 0;
  let scaled = number;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    k++;
  }
  return {coefficient: BigInt(scaled) * 5n ** BigInt(k), exponent: -k};
}

function parseDecimal(text: string): Exact | number {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/i.exec(text);
  if (!match) return Number(text); // NaN, Infinity, -Infinity
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const digits = BigInt(whole + fraction);
  return {coefficient: sign ? -digits : digits, exponent: Number(exponent) - fraction.length};
}

function align(a: Exact, b: Exact): [bigint, bigint, number] {
  const exponent = Math.min(a.exponent, b.exponent);
  const scale = (n: Exact) => n.coefficient * 10n ** BigInt(n.exponent - exponent);
  return [scale(a), scale(b), exponent];
}

/** -1, 0 or 1 by value, whatever the types; NaN is the smallest. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  if (typeof a === 'number' && typeof b === 'number') return compareFloats(a, b);
  const x = exact(a);
  const y = exact(b);
  if (typeof x === 'number' || typeof y === 'number') {
    return compareFloats(typeof x === 'number' ? x : 0, typeof y === 'number' ? y : 0);
  }
  if (x.exponent === y.exponent) return x.coefficient < y.coefficient ? -1 : x.coefficient > y.coefficient ? 1 : 0;
  if (x.coefficient === 0n || y.coefficient === 0n || x.coefficient < 0n !== y.coefficient < 0n) {
    return Math.sign(
      Number(x.coefficient > 0n) - Number(x.coefficient < 0n) - Number(y.coefficient > 0n) + Number(y.coefficient < 0n),
    );
  }
  const [m, n] = align(x, y);
  return m < n ? -1 : m > n ? 1 : 0;
}

function compareFloats(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : -1) : 1;
}

/** A text that two numbers share if and only if they are equal. */
export function numberKey(value: Numeric): string {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value === 0 ? 0 : value);
  const number = exact(value);
  if (typeof number === 'number') return String(number);
  let {coefficient, exponent} = number;
  if (coefficient === 0n) return '0';
  while (coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent++;
  }
  return exponent >= 0 && exponent < 40 ? String(coefficient * 10n ** BigInt(exponent)) : `${coefficient}e${exponent}`;
}

/** The sum or product, in the widest type of the two: decimal, double, int64, int32 (which grows into int64).
 * @throws CommandError BadValue if an int64 overflows. */
export function arithmetic(kind: 'add' | 'multiply', a: Numeric, b: Numeric): Numeric {
  if (isBson(a, 'Decimal128') || isBson(b, 'Decimal128')) return decimal(kind, a, b);
  if (isDouble(a) || isDouble(b)) {
    const [x, y] = [toNumber(a), toNumber(b)];
    const result = kind === 'add' ? x + y : x * y;
    return isInt32(result) ? new Double(result) : result;
  }
  const [x, y] = [BigInt(a.toString()), BigInt(b.toString())];
  const result = kind === 'add' ? x + y : x * y;
  if (BigInt.asIntN(64, result) !== result) {
    throw new CommandError(
      2,
      `Failed to apply $${kind === 'add' ? 'inc' : 'mul'}: the result does not fit into 64 bits`,
    );
  }
  const small = Number(result);
  if (!isBson(a, 'Long') && !isBson(b, 'Long') && isInt32(small)) return small;
  return Long.fromBigInt(result);
}

function decimal(kind: 'add' | 'multiply', a: Numeric, b: Numeric): Decimal128 {
  const [x, y] = [exact(a), exact(b)];
  if (typeof x === 'number' || typeof y === 'number') {
    const [m, n] = [toNumber(a), toNumber(b)];
    return Decimal128.fromString(String(kind === 'add' ? m + n : m * n));
  }
  const [m, n, exponent] = align(x, y);
  const result =
    kind === 'add'
      ? {coefficient: m + n, exponent}
      : {coefficient: x.coefficient * y.coefficient, exponent: x.exponent + y.exponent};
  if (String(result.coefficient).replace('-', '').length > 34)
    throw unsupported('decimal results of more than 34 digits');
  return Decimal128.fromString(`${result.coefficient}E${result.exponent}`);
}

const isDouble = (value: Numeric) => (typeof value === 'number' ? !isInt32(value) : isBson(value, 'Double'));
