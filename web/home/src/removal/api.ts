/** Removing a service and taking it back, over the app's API. The page uses it only where the server says that it answers to it. */
import type {
  AssignmentJob,
  FormerAssignments,
  FormerRates,
  ReactivationAnswer,
  ReactivationInput,
  Removal,
  RemovalFailures,
  RemovalInput,
  Service,
  VariantAssignment,
} from '../../../../core/wire.ts';
import {app, numberOf} from '../api/app.ts';
import type {Result} from '../api/answer.ts';
import {call} from '../api/call.ts';

/** A location of the merchant that can take over. */
export interface Location {
  id: string;
  name: string;
}

const pathOf = (serviceId: string) => `/api/services/${encodeURIComponent(serviceId)}`;

export const removalApi = {
  locations: () => call<{items: Location[]}>('GET', '/api/locations'),
  variants: (productId: string) =>
    call<{variants: VariantAssignment[]}>('GET', `/api/products/${numberOf(productId)}/assignments`),
  /** With `dryRun` nothing is changed. */
  begin: (serviceId: string, input: RemovalInput) => removalIn('POST', `${pathOf(serviceId)}/removal`, input),
  /** The latest removal; null if the service never had one. */
  async read(serviceId: string): Promise<Result<Removal | null>> {
    // Those of other apps, and those that are not set up yet, have Shopify's own id: they never had one.
    if (!/^[0-9a-f]{24}$/.test(serviceId)) return {ok: true, value: null};
    return removalIn<Removal | null>('GET', `${pathOf(serviceId)}/removal`);
  },
  /** What it could not move, of one reason or of all. */
  failures: (serviceId: string, {cursor, group, limit}: {cursor: string | null; group: string | null; limit: number}) =>
    call<RemovalFailures>(
      'GET',
      `${pathOf(serviceId)}/removal/failures?${new URLSearchParams({
        ...(cursor === null ? {} : {cursor}),
        ...(group === null ? {} : {group}),
        limit: String(limit),
      }).toString()}`,
    ),
  stop: (serviceId: string, restore: boolean) => removalIn('DELETE', `${pathOf(serviceId)}/removal?restore=${restore}`),
  retry: (serviceId: string) => removalIn('POST', `${pathOf(serviceId)}/removal/retry`, {}),
  giveUp: (serviceId: string) => removalIn('POST', `${pathOf(serviceId)}/removal/give-up`, {}),
  former: (serviceId: string, cursor: string | null) =>
    call<FormerAssignments>(
      'GET',
      `${pathOf(serviceId)}/reactivation${cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`}`,
    ),
  /** All of them, by their ids alone. */
  formerVariants: (serviceId: string, cursor: string | null) =>
    call<{items: string[]; nextCursor: string | null}>(
      'GET',
      `${pathOf(serviceId)}/reactivation/variants${cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`}`,
    ),
  /** Where rates were offered from it, and what becomes of them. */
  rates: (serviceId: string) => call<FormerRates>('GET', `${pathOf(serviceId)}/reactivation/rates`),
  joinRates: (serviceId: string) => call<FormerRates>('POST', `${pathOf(serviceId)}/reactivation/rates`, {}),
  reactivate: (serviceId: string, input: ReactivationInput) =>
    call<ReactivationAnswer>('POST', `${pathOf(serviceId)}/reactivation`, input),
  assign: (input: {variantIds: string[]; serviceId: string; moveStock: boolean}) =>
    jobIn('POST', '/api/assignments', input),
  assignment: (jobId: string) => jobIn('GET', `/api/assignments/${encodeURIComponent(jobId)}`),
};

/** A service by its id, also one of another app: those are in the list alone. */
export async function readService(id: string): Promise<Result<Service>> {
  const answer = await app.service(id);
  if (answer.ok || answer.problem.code !== 'service_not_found') return answer;
  const services = await app.services();
  if (!services.ok) return services;
  const found = services.value.items.find((service) => service.id === id);
  return found ? {ok: true, value: found} : answer;
}

async function removalIn<Shown extends Removal | null = Removal>(
  method: string,
  path: string,
  body?: unknown,
): Promise<Result<Shown>> {
  const answer = await call<{removal: Shown}>(method, path, body);
  return answer.ok ? {ok: true, value: answer.value.removal} : answer;
}

async function jobIn(method: string, path: string, body?: unknown): Promise<Result<AssignmentJob>> {
  const answer = await call<{assignmentJob: AssignmentJob}>(method, path, body);
  return answer.ok ? {ok: true, value: answer.value.assignmentJob} : answer;
}
