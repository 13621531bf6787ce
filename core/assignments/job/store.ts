/** The collection of assignment jobs: many products assigned at once. The document is the truth; a worker only carries it on. */
import {ObjectId, type Collection, type Db, type IndexDescription} from 'mongodb';
import {AppError} from '../../errors.ts';
import type {AssignmentJob} from '../../wire.ts';

export interface StoredAssignmentJob {
  _id: ObjectId;
  shop: string;
  /** `user:<id>` */
  by: string;
  /** What is assigned, in this order: gids of variants, or of products with all their variants. */
  source: {kind: 'variants' | 'products'; ids: string[]};
  serviceId: string | null;
  keepElsewhere: boolean;
  moveStock: boolean;
  status: AssignmentJob['status'];
  /** Where the work stands: an index into the ids, and within a product the cursor of its page of variants. */
  at: number;
  after: string | null;
  /** Variants, as counted at the beginning; at the end those there were. */
  total: number;
  done: number;
  failedCount: number;
  /** The first {@link mostFailures} of them. */
  failed: AssignmentJob['failed'];
  /** How often the present page was begun: also a worker that dies of it counts. */
  tries: number;
  /** Not looked at before. */
  dueAt: Date;
  /** Of the worker that took it last; one with a lower fence writes nothing. */
  fence: number;
  createdAt: Date;
  updatedAt: Date;
  finishedAt: Date | null;
}

export const mostFailures = 5000;

export const assignmentJobIndexes: {collection: string; indexes: IndexDescription[]} = {
  collection: 'assignmentJobs',
  indexes: [
    {key: {shop: 1, status: 1, _id: 1}, name: 'next'},
    {key: {status: 1, dueAt: 1}, name: 'standing_still'},
    {key: {finishedAt: 1}, name: 'kept_a_month', expireAfterSeconds: 30 * 86_400},
  ],
};

export function assignmentJobs(db: Db): Collection<StoredAssignmentJob> {
  return db.collection<StoredAssignmentJob>('assignmentJobs');
}

/** Statuses in which there is something to do. */
export const openJobStatuses: AssignmentJob['status'][] = ['queued', 'running'];

/** A job of this shop. @throws AppError `not_found`, also for a malformed id or another shop's */
export async function findAssignmentJob(db: Db, shop: string, id: string): Promise<StoredAssignmentJob> {
  const found = /^[0-9a-f]{24}$/.test(id) ? await assignmentJobs(db).findOne({_id: new ObjectId(id), shop}) : null;
  if (!found) throw new AppError('not_found', {message: 'There is no such assignment in this shop.'});
  return found;
}

/** The job as the API shows it. */
export function jobToWire(job: StoredAssignmentJob): AssignmentJob {
  return {
    id: job._id.toHexString(),
    status: job.status,
    serviceId: job.serviceId,
    total: job.total,
    done: job.done,
    failed: job.failed,
    createdAt: job.createdAt.toISOString(),
    finishedAt: job.finishedAt?.toISOString() ?? null,
  };
}
