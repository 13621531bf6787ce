/** Begins, shows and cancels the assignment of many products. */
import {ObjectId} from 'mongodb';
import {z} from 'zod';
import type {Context} from '../../context.ts';
import {AppError} from '../../errors.ts';
import {gid} from '../../ids.ts';
import {parseInput} from '../../requests/input.ts';
import type {AdminClient} from '../../shopify/client.ts';
import {variantCounts} from '../../shopify/operations/variantCounts.ts';
import type {AssignmentJob} from '../../wire.ts';
import {readTarget} from '../targets.ts';
import {assignmentJobs, findAssignmentJob, jobToWire, openJobStatuses, type StoredAssignmentJob} from './store.ts';

const id = z.union([z.string().max(100), z.number().int().positive()]).transform(String);

const bodySchema = z.strictObject({
  productIds: z.array(id).min(1).max(1000).optional(),
  variantIds: z.array(id).min(1).max(5000).optional(),
  serviceId: z.string().max(100).nullable(),
  keepElsewhere: z.boolean().default(false),
  moveStock: z.boolean().default(false),
});

/**
 * Writes the job down. A worker carries it out; the caller has one look at it.
 * @param body `{productIds | variantIds, serviceId | null, keepElsewhere?, moveStock?}`; ids as number or gid
 * @throws AppError `invalid_input`, `service_not_found`, `service_not_active`, `service_owned_by_other_app`, `shopify_*`
 */
export async function beginAssignment(ctx: Context, shop: string, body: unknown, by: string): Promise<AssignmentJob> {
  const {productIds, variantIds, serviceId, keepElsewhere, moveStock} = parseInput(bodySchema, body);
  if ((productIds === undefined) === (variantIds === undefined)) {
    throw new AppError('invalid_input', {message: 'Name either products or variants.'});
  }
  const source: StoredAssignmentJob['source'] = productIds
    ? {kind: 'products', ids: distinct('Product', productIds)}
    : {kind: 'variants', ids: distinct('ProductVariant', variantIds ?? [])};
  if (serviceId !== null) await readTarget(ctx, shop, serviceId);
  const total = source.kind === 'variants' ? source.ids.length : await countVariants(ctx.admin(shop), source.ids);
  const now = new Date();
  const job: StoredAssignmentJob = {
    _id: new ObjectId(),
    shop,
    by,
    source,
    serviceId,
    keepElsewhere,
    moveStock,
    status: 'queued',
    at: 0,
    after: null,
    total,
    done: 0,
    failedCount: 0,
    failed: [],
    tries: 0,
    dueAt: now,
    fence: 0,
    createdAt: now,
    updatedAt: now,
    finishedAt: null,
  };
  await assignmentJobs(ctx.db).insertOne(job);
  ctx.log.info({shop, by, job: job._id.toHexString(), service: serviceId, total}, 'Began an assignment');
  return jobToWire(job);
}

/** @throws AppError `not_found` */
export async function readAssignment(ctx: Pick<Context, 'db'>, shop: string, jobId: string): Promise<AssignmentJob> {
  return jobToWire(await findAssignmentJob(ctx.db, shop, jobId));
}

/** Cancels what is left; what is done stays. A job that is over stays as it is.
 * @throws AppError `not_found` */
export async function cancelAssignment(ctx: Pick<Context, 'db'>, shop: string, jobId: string): Promise<AssignmentJob> {
  const {_id} = await findAssignmentJob(ctx.db, shop, jobId);
  const now = new Date();
  await assignmentJobs(ctx.db).updateOne(
    {_id, shop, status: {$in: openJobStatuses}},
    {$set: {status: 'cancelled', finishedAt: now, updatedAt: now}},
  );
  return readAssignment(ctx, shop, jobId);
}

function distinct(type: string, ids: readonly string[]): string[] {
  return [...new Set(ids.map((one) => gid(type, one)))];
}

/** Shopify: a count costs 10 points, and 1000 are allowed for one query, should each id of the list count. */
const countsPerRead = 50;

async function countVariants(admin: AdminClient, productIds: readonly string[]): Promise<number> {
  let sum = 0;
  for (let at = 0; at < productIds.length; at += countsPerRead) {
    const {nodes} = await admin.run(variantCounts, {ids: productIds.slice(at, at + countsPerRead)});
    for (const node of nodes) sum += node && 'variantsCount' in node ? (node.variantsCount?.count ?? 0) : 0;
  }
  return sum;
}
