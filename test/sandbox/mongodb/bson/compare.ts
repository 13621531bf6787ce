/** MongoDB's order and equality of values across all types. */
import {BSON} from 'bson';
import {compareNumbers, numberKey} from './numbers.ts';
import {type Doc, isBson, isDoc, isNumeric, typeNumber, typeOrder} from './types.ts';

/** Negative, 0 or positive, as MongoDB sorts: first by type, then by value. Missing (undefined) comes before null. */
export function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(a, b);
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  const order = typeOrder(a);
  const difference = order - typeOrder(b);
  if (difference !== 0) return difference;
  if (order === 4 || order === 5 || order === -1 || order === 127) return 0;
  if (isNumeric(a) && isNumeric(b)) return compareNumbers(a, b);
  if (isDoc(a) && isDoc(b)) return compareDocs(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return compareArrays(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (isBson(a, 'ObjectId') && isBson(b, 'ObjectId')) return Buffer.compare(a.id, b.id);
  // Binary by length, subtype, bytes; timestamps by time and counter; the rarer types by their BSON bytes
  if (isBson(a, 'Binary') && isBson(b, 'Binary')) {
    return a.length() - b.length() || a.sub_type - b.sub_type || Buffer.compare(a.value(), b.value());
  }
  if (isBson(a, 'Timestamp') && isBson(b, 'Timestamp')) return a.t - b.t || a.i - b.i;
  return Buffer.compare(BSON.serialize({v: a}), BSON.serialize({v: b}));
}

// MongoDB compares the UTF-8 bytes; JavaScript the UTF-16 units, which differ only once surrogates are involved
function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    return x >= 0xd800 && y >= 0xd800 ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : x - y;
  }
  return a.length - b.length;
}

function compareDocs(a: Doc, b: Doc): number {
  const [x, y] = [Object.keys(a), Object.keys(b)];
  for (let i = 0; i < x.length && i < y.length; i++) {
    const [k, l] = [x[i] as string, y[i] as string];
    const types = typeOrder(a[k]) - typeOrder(b[l]);
    if (types !== 0) return types;
    const names = compareStrings(k, l);
    if (names !== 0) return names;
    const values = compare(a[k], b[l]);
    if (values !== 0) return values;
  }
  return x.length - y.length;
}

function compareArrays(a: unknown[], b: unknown[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compare(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Whether MongoDB's `$eq` holds: numbers by value whatever their type, documents with the same fields in the same order. */
export const equal = (a: unknown, b: unknown): boolean => compare(a, b) === 0;

/** Whether nothing at all differs, types of numbers included. */
export function identical(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Object.is(a, b);
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => identical(item, b[i]));
  }
  if (isDoc(a)) {
    if (!isDoc(b)) return false;
    const [x, y] = [Object.keys(a), Object.keys(b)];
    return x.length === y.length && x.every((key, i) => key === y[i] && identical(a[key], b[key]));
  }
  return typeNumber(a) === typeNumber(b) && compare(a, b) === 0;
}

/** A text that two values share if and only if {@link equal} holds for them. */
export function keyOf(value: unknown): string {
  if (typeof value === 'string') return `s${value.length}:${value}`;
  if (value === null || value === undefined) return '0';
  if (isNumeric(value)) return `n${numberKey(value)};`;
  if (typeof value === 'boolean') return value ? 'T' : 'F';
  if (value instanceof Date) return `t${value.getTime()};`;
  if (Array.isArray(value)) return `[${value.map(keyOf).join('')}]`;
  if (isDoc(value)) {
    let text = '{';
    for (const key of Object.keys(value)) text += `${key.length}:${key}${keyOf(value[key])}`;
    return `${text}}`;
  }
  if (isBson(value, 'ObjectId')) return `o${value.toHexString()}`;
  return `x${Buffer.from(BSON.serialize({v: value})).toString('hex')};`;
}
