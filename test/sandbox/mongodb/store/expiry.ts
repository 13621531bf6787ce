/** TTL indexes: removes documents whose date has passed. */
import {type Collection} from './collection.ts';
import {type Stored} from './collectionIndex.ts';
import {type Store} from './store.ts';

/** Removes all that has expired by `now`; how many. MongoDB: an array expires by its earliest date; other types never. */
export function removeExpired(store: Store, now: Date): number {
  let removed = 0;
  for (const database of store.databases()) {
    for (const collection of store.collections(database).values()) removed += removeFrom(collection, now);
  }
  return removed;
}

function removeFrom(collection: Collection, now: Date): number {
  const expired = new Set<Stored>();
  for (const index of collection.indexes.values()) {
    const {expireAfterSeconds} = index.definition;
    if (expireAfterSeconds === undefined) continue;
    const latest = new Date(now.getTime() - expireAfterSeconds * 1000);
    const range = {type: 45, high: {value: latest, inclusive: true}};
    const reverse = index.fields[0]?.direction === -1;
    for (const stored of index.scan({prefix: [], range, reverse})) expired.add(stored);
  }
  for (const stored of expired) collection.remove(stored);
  return expired.size;
}
