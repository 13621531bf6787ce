/** Why a service takes no new requests. */
import type {ErrorCode} from '../errors.ts';
import type {StoredService} from './store.ts';

/** null: it takes them. */
export function refusalOf(service: Pick<StoredService, 'name' | 'status'>): {code: ErrorCode; message: string} | null {
  if (service.status !== 'paused') return null;
  return {
    code: 'service_not_active',
    message: `${service.name} is paused and takes no new requests. Resume it first, then send.`,
  };
}
