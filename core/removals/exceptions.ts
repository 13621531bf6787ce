/** Which variants go elsewhere than the rest: by the merchant's choice, or by a table. */
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import {gid, numericId} from '../ids.ts';
import {comparableName} from '../services/rules.ts';
import {services, type StoredService} from '../services/store.ts';
import type {Destination} from '../wire.ts';
import {listMerchantLocations, readDestination, samePlace} from './destination.ts';
import {parseExceptions, type ExceptionRow, type ParsedRemoval} from './input.ts';
import type {StoredDestination} from './store.ts';

/** A variant at the service, to be found by its id or its SKU. */
export interface StockedVariant {
  variantId: string;
  sku: string | null;
}

export type Exceptions = {variantId: string; destination: StoredDestination}[];

/** Whether anything is to go elsewhere, so that the variants must be read. */
export function hasExceptions({exceptions, exceptionsCsv}: ParsedRemoval): boolean {
  return exceptions.length > 0 || Boolean(exceptionsCsv?.trim());
}

/**
 * The exceptions of a removal, checked against what is stocked at the service. Those that go where all the rest goes are none.
 * @throws AppError `invalid_input` with a problem per line, and all that a destination may be refused for
 */
export async function readExceptions(
  ctx: Context,
  service: StoredService,
  input: ParsedRemoval,
  main: StoredDestination,
  stocked: readonly StockedVariant[],
): Promise<Exceptions> {
  const problems: {path: string; message: string}[] = [];
  const chosen = new Map<string, StoredDestination>();
  const known = new Map(stocked.map(({variantId}) => [numericId(variantId), variantId]));
  const places = await placesOf(ctx, service, input);
  for (const [index, {variantId, destination}] of input.exceptions.entries()) {
    const found = known.get(numericId(gid('ProductVariant', variantId)));
    if (!found) problems.push({path: `exceptions.${index}`, message: 'is not stocked at this service'});
    else chosen.set(found, await places.byId(destination));
  }
  for (const row of input.exceptionsCsv?.trim() ? parseExceptions(input.exceptionsCsv) : []) {
    const path = `exceptionsCsv.${row.line}`;
    const variants = variantsOf(row, stocked, known);
    const place = places.byName(row.destination);
    if (variants.length === 0) problems.push({path, message: `"${row.key}" is not stocked at this service`});
    if (!place) problems.push({path, message: `"${row.destination}" is no service or location that can take over`});
    if (place) for (const variantId of variants) chosen.set(variantId, place);
  }
  if (problems.length > 0) throw new AppError('invalid_input', {details: {problems: problems.slice(0, 100)}});
  return [...chosen]
    .filter(([, destination]) => !samePlace(destination, main))
    .map(([variantId, destination]) => ({variantId, destination}));
}

function variantsOf(
  {by, key}: ExceptionRow,
  stocked: readonly StockedVariant[],
  known: ReadonlyMap<string, string>,
): string[] {
  if (by === 'sku') return stocked.filter(({sku}) => sku === key).map(({variantId}) => variantId);
  const number = /(\d{1,20})$/.exec(key)?.[1];
  const found = number === undefined ? undefined : known.get(number);
  return found === undefined ? [] : [found];
}

/** Looks places up, each once. */
async function placesOf(ctx: Context, service: StoredService, {exceptionsCsv}: ParsedRemoval) {
  const byId = new Map<string, StoredDestination>();
  const byName = new Map<string, StoredDestination>();
  if (exceptionsCsv?.trim()) {
    for (const {id, name} of await listMerchantLocations(ctx, service.shop)) {
      byName.set(comparableName(name), {locationId: id, serviceId: null, name});
    }
    const others = services(ctx.db).find({
      shop: service.shop,
      status: {$in: ['active', 'paused']},
      _id: {$ne: service._id},
    });
    for await (const {_id, name, locationId} of others) {
      if (locationId !== null) byName.set(comparableName(name), {locationId, serviceId: _id.toHexString(), name});
    }
  }
  return {
    byName: (name: string) => byName.get(comparableName(name)),
    async byId(destination: Destination): Promise<StoredDestination> {
      const key = JSON.stringify(destination);
      const found = byId.get(key) ?? (await readDestination(ctx, service, destination));
      byId.set(key, found);
      return found;
    },
  };
}
