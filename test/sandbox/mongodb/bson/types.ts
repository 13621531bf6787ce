/** BSON values as this server holds them, and MongoDB's order of types. */
import type {Binary, BSONRegExp, Decimal128, Double, Int32, Long, ObjectId, Timestamp} from 'bson';

/**
 * A document. Values are those of the `bson` package, with one rule for numbers that keeps every type and lets most be plain:
 * an int32 and a double that JavaScript's driver would write as a double are `number`; a double with a whole int32 value is a
 * `Double`, an int64 a `Long`, a decimal a `Decimal128`. Stored documents are never changed, only replaced.
 */
export type Doc = Record<string, unknown>;

/** Whether it is a (sub)document, and not an array or a BSON type of its own. */
export function isDoc(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The name of a BSON class (`ObjectId`, `Long` …), undefined for all else. */
export function bsonType(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('_bsontype' in value)) return undefined;
  const {_bsontype: type} = value;
  return typeof type === 'string' && !isDoc(value) ? type : undefined;
}

interface BsonClasses {
  Binary: Binary;
  BSONRegExp: BSONRegExp;
  Decimal128: Decimal128;
  Double: Double;
  Int32: Int32;
  Long: Long;
  ObjectId: ObjectId;
  Timestamp: Timestamp;
}

/** Whether it is of a BSON class. */
export function isBson<K extends keyof BsonClasses>(value: unknown, type: K): value is BsonClasses[K] {
  return bsonType(value) === type;
}

export type Numeric = number | Double | Long | Decimal128;

/** Whether it is a number of any type. */
export function isNumeric(value: unknown): value is Numeric {
  if (typeof value === 'number') return true;
  const type = bsonType(value);
  return type === 'Double' || type === 'Long' || type === 'Decimal128';
}

/** The value of a field of its own, undefined if it is missing. */
export function own(doc: Doc, key: string): unknown {
  return Object.hasOwn(doc, key) ? doc[key] : undefined;
}

/** Sets a field, also one called `__proto__`. */
export function put(doc: Doc, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(doc, key, {value, writable: true, enumerable: true, configurable: true});
  } else doc[key] = value;
}

// MongoDB: the comparison order of BSON types, canonicalizeBSONType in src/mongo/bson/bsontypes.h
const classOrder: Record<string, number> = {
  MinKey: -1,
  Int32: 10,
  Double: 10,
  Long: 10,
  Decimal128: 10,
  BSONSymbol: 15,
  Binary: 30,
  ObjectId: 35,
  Timestamp: 47,
  BSONRegExp: 50,
  DBRef: 20,
  Code: 60,
  MaxKey: 127,
};

/** Where a value's type stands in MongoDB's order; values of one number are comparable with each other. Missing comes before null. */
export function typeOrder(value: unknown): number {
  if (typeof value === 'number') return 10;
  if (typeof value === 'string') return 15;
  if (typeof value === 'boolean') return 40;
  if (value === undefined) return 4;
  if (value === null) return 5;
  if (Array.isArray(value)) return 25;
  if (value instanceof Date) return 45;
  if (value instanceof RegExp) return 50;
  const type = bsonType(value);
  if (type === undefined) return 20;
  return classOrder[type] ?? 126;
}

/** Type numbers and aliases of `$type`. */
export const typeAliases: Record<string, number> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
};

const classTypes: Record<string, number> = {
  Double: 1,
  Binary: 5,
  ObjectId: 7,
  BSONRegExp: 11,
  Code: 13,
  BSONSymbol: 14,
  Int32: 16,
  Timestamp: 17,
  Long: 18,
  Decimal128: 19,
  MinKey: -1,
  MaxKey: 127,
  DBRef: 3,
};

/** Whether a plain `number` goes over the wire as an int32; otherwise it is a double. */
export function isInt32(value: number): boolean {
  return (value | 0) === value && !Object.is(value, -0);
}

/** BSON's type number of a value (1 double, 2 string …). */
export function typeNumber(value: unknown): number {
  if (typeof value === 'number') return isInt32(value) ? 16 : 1;
  if (typeof value === 'string') return 2;
  if (typeof value === 'boolean') return 8;
  if (value === undefined) return 6;
  if (value === null) return 10;
  if (Array.isArray(value)) return 4;
  if (value instanceof Date) return 9;
  if (value instanceof RegExp) return 11;
  return classTypes[bsonType(value) ?? ''] ?? 3;
}
