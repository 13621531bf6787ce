/** All that a removal could not move, read page by page. */
import type {RemovalFailure} from '../../../../../core/wire.ts';
import type {Result} from '../../api/answer.ts';
import {removalApi} from '../api.ts';

/** What the lists of failures are kept by. */
export const failuresKey = 'failures';

/** The API gives so many at once. */
const perPage = 1000;

export async function readAllFailures(serviceId: string): Promise<Result<RemovalFailure[]>> {
  const all = new Map<string, RemovalFailure>();
  let cursor: string | null = null;
  do {
    const asked = {cursor, group: null, limit: perPage};
    // Each page says where the next begins.
    // oxlint-disable-next-line no-await-in-loop
    const answer: Awaited<ReturnType<typeof removalApi.failures>> = await removalApi.failures(serviceId, asked);
    if (!answer.ok) return answer;
    for (const one of answer.value.items) all.set(`${one.kind} ${one.id}`, one);
    cursor = answer.value.nextCursor;
  } while (cursor !== null);
  return {ok: true, value: [...all.values()]};
}
