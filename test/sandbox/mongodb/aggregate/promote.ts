/** mingo computes with JavaScript's numbers: documents for it have int64 and whole doubles as plain numbers, so what a
 * pipeline passes on may come out as another type of number with the same value. */
import {type Doc, isBson, isDoc, put} from '../bson/types.ts';

/** The value with plain numbers; the same object where nothing had to change. An int64 beyond 2^53 and decimals stay as they are. */
export function promote(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(promote);
    return items.some((item, i) => item !== value[i]) ? items : value;
  }
  if (isDoc(value)) return promoteDoc(value);
  if (isBson(value, 'Double')) return value.value;
  if (!isBson(value, 'Long')) return value;
  const number = value.toNumber();
  return Number.isSafeInteger(number) ? number : value;
}

/** As {@link promote}, for a document. */
export function promoteDoc(doc: Doc): Doc {
  let copy: Doc | undefined;
  for (const key of Object.keys(doc)) {
    const next = promote(doc[key]);
    if (next === doc[key]) continue;
    copy ??= {...doc};
    put(copy, key, next);
  }
  return copy ?? doc;
}

/** Gives back the types that {@link promote} took, wherever a value still is what it was at the same place. */
export function restore(result: unknown, promoted: unknown, original: unknown): unknown {
  if (promoted === original) return result;
  if (result === promoted) return original;
  if (isDoc(result) && isDoc(promoted) && isDoc(original)) {
    const copy: Doc = {};
    for (const key of Object.keys(result)) put(copy, key, restore(result[key], promoted[key], original[key]));
    return copy;
  }
  if (Array.isArray(result) && Array.isArray(promoted) && Array.isArray(original)) {
    return result.map((item, i) => restore(item, promoted[i], original[i]));
  }
  return result;
}
