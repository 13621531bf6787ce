/** The app's API for assigning many products. */
import type {AssignmentJob, Service} from '../../../core/wire.ts';
import {call, type Result} from '../../shared/call.ts';
import {listServices} from '../../shared/services.ts';

/** Body of `POST /api/assignments`. */
export interface AssignManyInput {
  productIds: string[];
  serviceId: string | null;
  keepElsewhere?: boolean;
  moveStock?: boolean;
}

export type JobAnswer = Promise<Result<{assignmentJob: AssignmentJob}>>;

export interface AssignManyApi {
  services: () => Promise<Result<{items: Service[]}>>;
  /** @param key the same for each repeat of the same call, so that it starts one job */
  start: (input: AssignManyInput, key: string) => JobAnswer;
  read: (jobId: string) => JobAnswer;
  /** What is not assigned yet stays as it is. */
  cancel: (jobId: string) => JobAnswer;
}

export const assignManyApi: AssignManyApi = {
  services: listServices,
  start: (input, key) => call('/api/assignments', {method: 'POST', body: input, key}),
  read: (jobId) => call(`/api/assignments/${encodeURIComponent(jobId)}`),
  cancel: (jobId) => call(`/api/assignments/${encodeURIComponent(jobId)}`, {method: 'DELETE'}),
};
