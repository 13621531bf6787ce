// Short ways to call the mutations in tests of the domain half.
import {at, fulfillmentOrderFields, list, text, type Json, type TestShop} from './domainKit.ts';

/** An enum's value, in arguments. */
export class Word {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

type Argument =
  null | boolean | number | string | Word | readonly Argument[] | {readonly [name: string]: Argument | undefined};

function literal(value: Argument): string {
  if (value instanceof Word) return value.name;
  if (Array.isArray(value)) return `[${value.map((each: Argument) => literal(each)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return `{${fields(value as Record<string, Argument | undefined>)}}`;
  return JSON.stringify(value);
}

function fields(values: Record<string, Argument | undefined>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${literal(value)}`]))
    .join(', ');
}

const payloads: Record<string, string> = {
  fulfillmentOrderSubmitFulfillmentRequest:
    'originalFulfillmentOrder submittedFulfillmentOrder unsubmittedFulfillmentOrder',
  fulfillmentOrderCancel: 'fulfillmentOrder replacementFulfillmentOrder',
  fulfillmentOrderHold: 'fulfillmentOrder remainingFulfillmentOrder',
  fulfillmentOrderMove: 'originalFulfillmentOrder movedFulfillmentOrder remainingFulfillmentOrder',
};

const withCode = new Set([
  'fulfillmentOrderCancel',
  'fulfillmentOrderHold',
  'fulfillmentOrderReleaseHold',
  'fulfillmentOrderMove',
  'fulfillmentOrderSplit',
  'fulfillmentOrderMerge',
  'fulfillmentOrderReportProgress',
  'fulfillmentOrderReschedule',
  'fulfillmentOrdersReroute',
  'inventoryBulkToggleActivation',
  'inventorySetQuantities',
  'inventoryAdjustQuantities',
  'inventoryMoveQuantities',
  'locationAdd',
  'locationEdit',
]);

/** A mutation with these arguments; answers its payload. Without a selection: the fulfillment orders of the payload. */
export async function run(
  caller: TestShop['app'],
  mutation: string,
  args: Record<string, Argument | undefined>,
  selection?: string,
  key?: string,
): Promise<Json> {
  const shown =
    selection ??
    (payloads[mutation] ?? 'fulfillmentOrder').replaceAll(/\w+/g, (name) => `${name} { ${fulfillmentOrderFields} }`);
  const idempotent = key === undefined ? '' : ` @idempotent(key: ${JSON.stringify(key)})`;
  const errors = `userErrors { field message ${withCode.has(mutation) ? 'code' : ''} }`;
  const document = `mutation { ${mutation}(${fields(args)})${idempotent} { ${shown} ${errors} } }`;
  return at(await caller(document), mutation);
}

/** The same, and fails if there is a user error. */
export async function done(...parameters: Parameters<typeof run>): Promise<Json> {
  const payload = await run(...parameters);
  const errors = list(payload, 'userErrors');
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return payload;
}

/** The messages of a payload's user errors. */
export function messages(payload: Json): string[] {
  return list(payload, 'userErrors').map((error) => text(error, 'message'));
}
