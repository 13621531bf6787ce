/** Brings a removed fulfillment service back: a new one in Shopify, and the same one here, with its settings and its history. */
import {MongoServerError} from 'mongodb';
import {z} from 'zod';
import type {Context} from '../../context.ts';
import {AppError} from '../../errors.ts';
import {removals} from '../../removals/store.ts';
import {parseInput} from '../../requests/input.ts';
import type {ReactivationAnswer} from '../../wire.ts';
import {underWayMs} from '../activate.ts';
import {findOwnService} from '../find.ts';
import {registerInShopify, type RegisteredService} from '../register.ts';
import {comparableName, serviceName} from '../rules.ts';
import {historyPush, services, toWire, type StoredService} from '../store.ts';
import {wishForRates} from './rates.ts';
import {notReactivated, reactivated} from './values.ts';

const bodySchema = z.strictObject({name: serviceName.optional(), joinRates: z.boolean().default(true)});

/**
 * Reactivates a service that was removed, by the app or behind its back. It keeps our id, so that its requests and links stay
 * valid; Shopify gives it a new location. Safe to repeat after a crash or an unknown outcome, as an activation is; a service that
 * is active already is answered as it stands.
 * @param body `ReactivationInput` of `core/wire.ts`
 * @param by `user:<id>`, for the history
 * @throws AppError `service_not_found`, `service_owned_by_other_app`, `invalid_input`, `request_state_conflict` (it is being
 * removed), `service_name_taken`, `service_name_invalid`, `idempotency_in_progress`, `shopify_*`
 */
export async function reactivateService(
  ctx: Context,
  shop: string,
  id: string,
  body: unknown,
  by: string,
): Promise<ReactivationAnswer> {
  const {name: wanted, joinRates} = parseInput(bodySchema, body);
  const removed = await findOwnService(ctx, shop, id);
  const name = wanted ?? removed.name;
  if (removed.status === 'active' || removed.status === 'paused') return standing(removed, name);
  if (removed.status !== 'removed') {
    throw new AppError('request_state_conflict', {
      message: 'This fulfillment service is being removed. Cancel that, or wait until it is done, then reactivate it.',
    });
  }
  const before = removed.handle ?? (await handleAtRemoval(ctx, removed));
  const intent = await begin(ctx, removed, name, by);
  // Before it is back: whoever finishes what breaks off here finds the wish, too.
  await wishForRates(ctx, removed, joinRates);
  try {
    const inShopify = await registerInShopify(ctx, {_id: intent._id, shop, name});
    const service = toWire(await finish(ctx, intent, inShopify, by));
    const changed = before !== null && before !== inShopify.handle;
    return {service, ...(changed ? {handleChanged: {before, now: inShopify.handle}} : {})};
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    // Refused for good, so the name must not stay taken. Where it is in doubt or for later, the intent stays.
    await services(ctx.db).updateOne(
      {_id: intent._id, shop, status: 'removed', 'reactivation.name': name},
      {$set: {...notReactivated(removed), updatedAt: new Date()}},
    );
    throw explained(error, name);
  }
}

function standing(service: StoredService, name: string): ReactivationAnswer {
  if (comparableName(name) === service.nameLower) return {service: toWire(service)};
  throw new AppError('request_state_conflict', {
    message: 'This fulfillment service is active already. Change its name in its settings.',
  });
}

async function handleAtRemoval({db}: Context, {_id, shop}: StoredService): Promise<string | null> {
  const last = await removals(db).findOne({shop, serviceId: _id.toHexString()}, {sort: {_id: -1}});
  return last?.service.handle ?? null;
}

/** Writes the intent down, which takes the name; or joins one that was left unfinished. */
async function begin(ctx: Context, removed: StoredService, name: string, by: string): Promise<StoredService> {
  const {_id, shop, updatedAt, reactivation} = removed;
  const now = new Date();
  const isFree = !reactivation || reactivation.name === name || reactivation.at.getTime() < now.getTime() - underWayMs;
  try {
    const intent = isFree
      ? await services(ctx.db).findOneAndUpdate(
          {_id, shop, status: 'removed', updatedAt},
          {
            $set: {live: true, nameLower: comparableName(name), reactivation: {name, at: now}, updatedAt: now},
            $push: historyPush('reactivating', by),
          },
          {returnDocument: 'after'},
        )
      : null;
    if (intent) return intent;
  } catch (error) {
    if (!(error instanceof MongoServerError && error.code === 11_000)) throw error;
    throw explained(new AppError('service_name_taken', {details: {by: 'ours'}}), name);
  }
  throw new AppError('idempotency_in_progress', {retryAfterMs: 2000});
}

async function finish(
  ctx: Context,
  {_id, shop}: StoredService,
  inShopify: RegisteredService,
  by: string,
): Promise<StoredService> {
  const finished = await services(ctx.db).findOneAndUpdate(
    {_id, shop, status: 'removed', 'reactivation.at': {$exists: true}},
    {$set: {...reactivated(inShopify), updatedAt: new Date()}, $push: historyPush('reactivated', by)},
    {returnDocument: 'after'},
  );
  if (finished) {
    ctx.log.info({shop, service: _id.toHexString()}, 'Reactivated a fulfillment service');
    return finished;
  }
  // A call that ran beside this one, or a look at the list, was faster.
  const other = await services(ctx.db).findOne({_id, shop, status: 'active'});
  if (!other) throw new AppError('idempotency_in_progress', {retryAfterMs: 2000});
  return other;
}

const reasons: Record<string, (name: string) => string> = {
  ours: (name) => `Another fulfillment service of this app is called “${name}” by now.`,
  otherApp: (name) => `A fulfillment service of another app is called “${name}” by now.`,
  handle: (name) =>
    `Shopify knows another fulfillment service by a handle like “${name}”: its first name was like it, whatever it is called now.`,
};

/** A taken name, with who has it and the way out. */
function explained(error: AppError, name: string): AppError {
  if (error.code !== 'service_name_taken') return error;
  const {details} = error;
  const by = typeof details === 'object' && details !== null && 'by' in details ? String(details.by) : 'handle';
  return new AppError('service_name_taken', {
    details,
    cause: error,
    message: `${(reasons[by] ?? reasons['handle']!)(name)} Rename that one first, or reactivate this one under another name.`,
  });
}
