/** The removal a service had last, which says what it had. */
import type {Context} from '../../context.ts';
import {removals, type StoredRemoval} from '../../removals/store.ts';
import type {StoredService} from '../store.ts';

/** null: this app has never removed it. */
export function lastRemoval(
  {db}: Pick<Context, 'db'>,
  {_id, shop}: Pick<StoredService, '_id' | 'shop'>,
): Promise<StoredRemoval | null> {
  const serviceId = _id.toHexString();
  return removals(db).findOne({shop, serviceId, status: {$ne: 'cancelled'}}, {sort: {_id: -1}});
}
