// What the tests of bulk operations do: stage, upload, run, wait, read the result.
import {expect} from 'vitest';
import {at, list, text, type Json, type TestShop} from './domainKit.ts';

/** What tests look at of a bulk operation. */
const operationFields =
  'id status type errorCode createdAt completedAt objectCount rootObjectCount fileSize url partialDataUrl query';

export interface Target {
  url: string;
  parameters: {name: string; value: string}[];
  key: string;
}

/** A place to upload rows to. */
export async function stage(shop: TestShop): Promise<Target> {
  const made = await shop.app(
    `mutation($input: [StagedUploadInput!]!) { stagedUploadsCreate(input: $input) {
      stagedTargets { url resourceUrl parameters { name value } } userErrors { field message } } }`,
    {
      input: [
        {resource: 'BULK_MUTATION_VARIABLES', filename: 'rows.jsonl', mimeType: 'text/jsonl', httpMethod: 'POST'},
      ],
    },
  );
  const target = at(made, 'stagedUploadsCreate.stagedTargets.0');
  const parameters = list(target, 'parameters').map((each) => ({name: text(each, 'name'), value: text(each, 'value')}));
  const key = parameters.find(({name}) => name === 'key')?.value ?? '';
  return {url: text(target, 'url'), parameters, key};
}

/** Posts a file to a staged target, as a form. */
export async function upload({url, parameters}: Omit<Target, 'key'>, content: string): Promise<Response> {
  const form = new FormData();
  for (const {name, value} of parameters) form.append(name, value);
  form.append('file', new Blob([content], {type: 'text/jsonl'}), 'rows.jsonl');
  return fetch(url, {method: 'POST', body: form});
}

/** The payload of bulkOperationRunMutation. */
export async function run(shop: TestShop, mutation: string, stagedUploadPath: string, clientIdentifier?: string) {
  const made = await shop.app(
    `mutation($mutation: String!, $stagedUploadPath: String!, $clientIdentifier: String) {
      bulkOperationRunMutation(mutation: $mutation, stagedUploadPath: $stagedUploadPath, clientIdentifier: $clientIdentifier) {
        bulkOperation { ${operationFields} } userErrors { field message code } } }`,
    {mutation, stagedUploadPath, clientIdentifier},
  );
  return at(made, 'bulkOperationRunMutation');
}

/** Uploads rows and runs a mutation with each; answers the operation's id. */
export async function begin(shop: TestShop, mutation: string, rows: readonly unknown[]): Promise<string> {
  const target = await stage(shop);
  const sent = await upload(target, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  expect(sent.status).toBe(201);
  const payload = await run(shop, mutation, target.key);
  expect(at(payload, 'userErrors')).toEqual([]);
  return text(payload, 'bulkOperation.id');
}

export async function read(shop: TestShop, id: string): Promise<Json> {
  const found = await shop.app(`query($id: ID!) { bulkOperation(id: $id) { ${operationFields} } }`, {id});
  return at(found, 'bulkOperation');
}

/** The operation once it has ended. */
export async function ended(shop: TestShop, id: string): Promise<Json> {
  await expect
    .poll(async () => text(await read(shop, id), 'status'), {interval: 5, timeout: 10_000})
    .toMatch(/COMPLETED|FAILED|CANCELED/);
  return read(shop, id);
}

/** The rows of a result, by line number; undefined where there is none. */
export async function rowsAt(url: string): Promise<Json[]> {
  const rows: Json[] = [];
  const body = await (await fetch(url)).text();
  for (const line of body.trim().split('\n')) {
    const row = JSON.parse(line) as Json;
    rows[Number(at(row, '__lineNumber'))] = row;
  }
  return rows;
}
