/** Between BSON bytes and the values of types.ts. */
import {BSON} from 'bson';
import {type Doc, isBson, isDoc, isInt32, put} from './types.ts';

/** The largest document MongoDB takes, in bytes. */
export const maxDocumentSize = 16 * 1024 * 1024;

/** Reads one document. */
export function decode(bytes: Uint8Array): Doc {
  const raw: Doc = BSON.deserialize(bytes, {promoteValues: false, promoteBuffers: false, bsonRegExp: true});
  return plainDoc(raw);
}

/** Writes one document. Missing values (undefined) are left out. */
export function encode(doc: Doc): Uint8Array {
  return BSON.serialize(doc, {ignoreUndefined: true});
}

/** Size of a document in bytes. */
export function sizeOf(doc: Doc): number {
  return BSON.calculateObjectSize(doc, {ignoreUndefined: true});
}

function plainDoc(doc: Doc): Doc {
  for (const key of Object.keys(doc)) {
    const value = doc[key];
    if (typeof value === 'object' && value !== null) put(doc, key, plain(value));
    else if (value === undefined) put(doc, key, null);
  }
  return doc;
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = plain(value[i]);
    return value;
  }
  if (value === undefined) return null;
  if (isDoc(value)) return plainDoc(value);
  if (isBson(value, 'Int32')) return value.value;
  if (isBson(value, 'Double')) return isInt32(value.value) ? value : value.value;
  return value;
}

/** A copy that can be changed: documents and arrays are new, all other values are shared, as nothing changes them. */
export function cloneDoc<T>(value: T): T;
export function cloneDoc(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => cloneDoc(item));
  if (!isDoc(value)) return value;
  const copy: Doc = {};
  for (const key of Object.keys(value)) put(copy, key, cloneDoc(value[key]));
  return copy;
}
