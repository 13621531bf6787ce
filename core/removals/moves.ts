/** Units from one location to another by one adjustment of both, its key written down before it is called. */
import {createHash} from 'node:crypto';
import type {UpdateFilter} from 'mongodb';
import type {BatchOutcome} from '../shopify/client.ts';
import type {AdjustAvailableMutation, AdjustAvailableMutationVariables} from '../shopify/generated/operations.ts';
import {adjustAvailable} from '../shopify/operations/adjustAvailable.ts';
import type {BulkJob} from './bulk.ts';
import {judge, throwIfStuck, type Verdict} from './outcomes.ts';
import {movable, type Amounts} from './quantities.ts';
import {inOneReply, removalItems, type Intent, type StoredRemovalItem} from './store.ts';
import {callOptions, type Work} from './work.ts';

/** Tries of one item before it is set aside as failed. */
const mostTries = 8;

/** What another look mends: the stock changed meanwhile, or a key that is at work or spent. */
const passing = new Set([
  'CHANGE_FROM_QUANTITY_STALE',
  'IDEMPOTENCY_CONCURRENT_REQUEST',
  'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED',
  'SERVICE_UNAVAILABLE',
]);

/** An item with the moves it has to make. */
export type Intended = StoredRemovalItem & {intents: [Intent, ...Intent[]]};

/**
 * Writes down the moves that items need. One that has moves written down already keeps them: they may have been made, and are
 * called again by their key before anything new is planned.
 */
export async function withIntents(
  work: Work,
  list: readonly {item: StoredRemovalItem; amounts: Amounts}[],
): Promise<Intended[]> {
  const {ctx, removal} = work;
  const planned = list.map(({item, amounts}) =>
    item.intents.length > 0 ? {item, isNew: false} : {item: {...item, intents: intentsOf(item, amounts)}, isNew: true},
  );
  const writes = planned.flatMap(({item: {_id, intents}, isNew}) =>
    isNew ? [{updateOne: {filter: {_id, shop: removal.shop, intents: []}, update: {$set: {intents}}}}] : [],
  );
  if (writes.length > 0) await removalItems(ctx.db).bulkWrite(writes, {ordered: false});
  return planned.map(({item}) => item).filter((item): item is Intended => item.intents.length > 0);
}

function intentsOf({_id, ghost, moved, tries}: StoredRemovalItem, amounts: Amounts): Intent[] {
  return movable(amounts).map(([name, units]) => {
    // Taken off once, with the first units that arrive.
    const first = moved[name] === undefined;
    return {
      key: keyOf(_id.toHexString(), name, units, moved[name] ?? 0, tries),
      name,
      units,
      ghost: first ? (ghost?.[name] ?? 0) : 0,
    };
  });
}

/** Another key for each new state of things: Shopify answers a key it knows with what it did the first time. */
export function keyOf(...parts: (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

interface Move {
  item: StoredRemovalItem;
  intent: Intent;
}

const movesOf = (items: readonly StoredRemovalItem[]): Move[] =>
  items.flatMap((item) => item.intents.map((intent) => ({item, intent})));

/** Makes the moves by direct calls. @throws AppError `shopify_*` if none could be made */
export async function moveUnits(work: Work, items: readonly StoredRemovalItem[]): Promise<void> {
  if (items.length === 0) return;
  const moves = movesOf(items);
  const outcomes = await work.admin.runBatch(
    adjustAvailable,
    moves.map((move) => variablesOf(work, move)),
    callOptions(work),
  );
  throwIfStuck(await apply(work, moves, outcomes));
}

/** The bulk operation that makes all moves written down. */
export function stockJob(work: Work): BulkJob<Move, AdjustAvailableMutation, AdjustAvailableMutationVariables> {
  const {ctx, removal} = work;
  return {
    kind: 'stock',
    operation: adjustAvailable,
    docs: async () =>
      movesOf(
        await removalItems(ctx.db)
          .find({shop: removal.shop, removalId: removal._id, 'intents.0': {$exists: true}})
          .sort({_id: 1})
          .batchSize(inOneReply)
          .toArray(),
      ),
    variables: (move) => variablesOf(work, move),
    apply: async (moves, outcomes) => {
      await apply(work, moves, outcomes);
    },
  };
}

function variablesOf({removal}: Work, {item, intent}: Move): AdjustAvailableMutationVariables {
  const {inventoryItemId, destination} = item;
  const {key, name, units, ghost, back} = intent;
  const document = `gid://custom-fulfillment-services/Removal/${removal._id.toHexString()}`;
  // Shopify: a document of the ledger is forbidden for what is available, and required for the rest.
  const ledger = name === 'available' ? {} : {ledgerDocumentUri: document};
  const from = removal.service.locationId;
  const to = destination.locationId;
  const changes = back
    ? [
        {locationId: to, delta: -units, changeFromQuantity: null},
        {locationId: from, delta: units, changeFromQuantity: null},
      ]
    : [
        // What is there must be what was read, so that nothing sold meanwhile is moved; the other side takes whatever comes.
        {locationId: from, delta: -units, changeFromQuantity: units},
        {locationId: to, delta: units - ghost, changeFromQuantity: null},
      ];
  return {
    key,
    input: {
      name,
      reason: back ? 'movement_canceled' : 'movement_created',
      referenceDocumentUri: document,
      changes: changes.map((change) => ({inventoryItemId, ...change, ...ledger})),
    },
  };
}

async function apply(
  {ctx, removal}: Work,
  moves: readonly Move[],
  outcomes: readonly (BatchOutcome<AdjustAvailableMutation> | undefined)[],
): Promise<Verdict[]> {
  const verdicts = moves.map((_, index) =>
    judge(outcomes[index], (answer) => answer.inventoryAdjustQuantities?.userErrors, passing),
  );
  const writes = moves.flatMap((move, index) => {
    const update = updateFor(move, verdicts[index], outcomes[index]?.answer);
    return update ? [{updateOne: {filter: {_id: move.item._id, shop: removal.shop}, update}}] : [];
  });
  if (writes.length > 0) await removalItems(ctx.db).bulkWrite(writes, {ordered: false});
  return verdicts;
}

/** What an item becomes; null: nothing is known, so its intent stays and is called again by its key. */
function updateFor(
  {item, intent}: Move,
  verdict: Verdict | undefined,
  answer: AdjustAvailableMutation | undefined,
): UpdateFilter<StoredRemovalItem> | null {
  const codes = (answer?.inventoryAdjustQuantities?.userErrors ?? []).map(({code}) => code);
  const gone = {$pull: {intents: {key: intent.key}}};
  if (!verdict || codes.includes('IDEMPOTENCY_CONCURRENT_REQUEST')) return null;
  const sign = intent.back ? -1 : 1;
  if (verdict.kind === 'done') return {...gone, $inc: {[`moved.${intent.name}`]: sign * intent.units}};
  if (verdict.kind === 'again' && codes.length === 0) return null;
  // Shopify answered that it did not: the next pass plans anew, with another key, from what it reads then.
  const again = {...gone, $inc: {tries: 1}};
  const {code, message} = verdict.kind === 'refused' ? verdict : verdict.error;
  // Unstocked there meanwhile: it is stocked once more.
  const unstocked = codes.includes('ITEM_NOT_STOCKED_AT_LOCATION');
  if (item.tries + 1 >= mostTries || (verdict.kind === 'refused' && !(unstocked && !intent.back))) {
    return {...again, $set: {state: 'failed', failure: {code, message}}};
  }
  if (intent.back) return {...again, $set: {goingBack: false}};
  return unstocked ? {...again, $set: {state: 'pending', wasStockedThere: false}} : again;
}
