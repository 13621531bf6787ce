/** Stocks what was chosen of a service's former products, however many they are. */
import type {AssignmentJob, Service} from '../../../../../core/wire.ts';
import type {Result} from '../../api/answer.ts';
import {removalApi} from '../api.ts';
import {isSelected, type Selection} from './selection.ts';

/** The API takes so many in one job. */
const perJob = 5000;

/** The chosen variants; of all pages, where all are chosen. @param onRead is told how many were read so far */
export async function readSelected(
  service: Service,
  selection: Selection,
  onRead: (count: number) => void,
): Promise<Result<string[]>> {
  if (!selection.all) return {ok: true, value: [...selection.except]};
  const read: string[] = [];
  let cursor: string | null = null;
  do {
    // Each page says where the next begins.
    // oxlint-disable-next-line no-await-in-loop
    const answer: Awaited<ReturnType<typeof removalApi.formerVariants>> = await removalApi.formerVariants(
      service.id,
      cursor,
    );
    if (!answer.ok) return answer;
    read.push(...answer.value.items);
    onRead(read.length);
    cursor = answer.value.nextCursor;
  } while (cursor !== null);
  return {ok: true, value: [...new Set(read)].filter((variantId) => isSelected(selection, variantId))};
}

/** Begins the jobs. @returns those that were begun, and why the next one was not */
export async function beginJobs(
  serviceId: string,
  variantIds: readonly string[],
  moveStock: boolean,
): Promise<{jobs: AssignmentJob[]; failed: Extract<Result<never>, {ok: false}> | null}> {
  const jobs: AssignmentJob[] = [];
  for (let at = 0; at < variantIds.length; at += perJob) {
    const part = variantIds.slice(at, at + perJob);
    // oxlint-disable-next-line no-await-in-loop -- in this order, and none after one that failed
    const answer = await removalApi.assign({variantIds: part, serviceId, moveStock});
    if (!answer.ok) return {jobs, failed: answer};
    jobs.push(answer.value);
  }
  return {jobs, failed: null};
}
