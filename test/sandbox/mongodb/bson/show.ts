/** Values as MongoDB's shell writes them, for error messages. */
import {EJSON} from 'bson';
import {isBson, isDoc, isNumeric} from './types.ts';

/** As in `{ a: 1, b: "x" }`. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (Array.isArray(value)) return value.length ? `[ ${value.map(show).join(', ')} ]` : '[]';
  if (isDoc(value)) {
    const fields = Object.entries(value).map(([key, item]) => `${key}: ${show(item)}`);
    return fields.length ? `{ ${fields.join(', ')} }` : '{}';
  }
  if (isBson(value, 'ObjectId')) return `ObjectId('${value.toHexString()}')`;
  if (isNumeric(value) || typeof value === 'boolean') return value.toString();
  return EJSON.stringify(value);
}
