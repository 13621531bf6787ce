/** Bulk operations of one sandbox (reference §10): who may run what, how many at once, and their lists. */
import {connection, type Connection, type PageArgs} from '../domain/connection.ts';
import {search} from '../domain/search.ts';
import {timeText} from '../domain/time.ts';
import type {Executor} from '../executor.ts';
import type {Platform} from '../platform.ts';
import type {Shop} from '../shops.ts';
import type {Caller} from '../tokens.ts';
import {createBulkFiles, type BulkFiles, type StagedTarget} from './files.ts';
import {startJob} from './job.ts';
import {readMutation} from './mutation.ts';
import {isLive, type BulkOperation} from './record.ts';

export interface RunInput {
  mutation: string;
  stagedUploadPath: string;
  clientIdentifier?: string | null;
}

export interface ListInput extends PageArgs {
  query?: string | null;
  sortKey?: 'COMPLETED_AT' | 'CREATED_AT' | null;
}

interface UserError {
  field: string[] | null;
  message: string;
  code?: string | null;
}

export interface BulkAnswer {
  bulkOperation: BulkOperation | null;
  userErrors: UserError[];
}

/** What one app does in one shop. */
export interface BulkOfApp {
  stage(filename: string, mimeType: string): StagedTarget;
  run(input: RunInput): BulkAnswer;
  cancel(id: string): BulkAnswer;
  find(id: string): BulkOperation | undefined;
  list(input: ListInput): Connection<BulkOperation>;
  newest(): BulkOperation | undefined;
}

export interface Bulk {
  readonly files: BulkFiles;
  of(shop: Shop, caller: Caller): BulkOfApp;
}

// Shopify: five mutations at once per app and shop, since 2026-01.
const atOnce = 5;
const firstId = 700_000_000;

const messages = {
  NO_SUCH_FILE:
    "The JSONL file could not be found. Try uploading the file again, and check that you've entered the URL correctly for the stagedUploadPath mutation argument.",
  empty: 'The input file is empty.',
};

function refuse(field: string[] | null, message: string, code: string | null): BulkAnswer {
  return {bulkOperation: null, userErrors: [{field, message, code}]};
}

/** Shopify: CANCELING at first; what was done stays done. */
function cancel(own: readonly BulkOperation[], id: string): BulkAnswer {
  const record = own.find((one) => one.id === id);
  if (!record) return {bulkOperation: null, userErrors: [{field: ['id'], message: 'Bulk operation does not exist'}]};
  if (!isLive(record)) {
    const message = `A bulk operation cannot be canceled when it is ${record.status.toLowerCase()}`;
    return {bulkOperation: record, userErrors: [{field: null, message}]};
  }
  record.status = 'CANCELING';
  return {bulkOperation: {...record}, userErrors: []};
}

/** No bulk operations yet. */
export function createBulk(platform: Platform, executor: () => Executor): Bulk {
  const files = createBulkFiles(() => platform.now().getTime());
  const operations = new Map<string, BulkOperation[]>();
  let lastId = firstId;

  const run = (shop: Shop, caller: Caller, own: BulkOperation[], input: RunInput): BulkAnswer => {
    const call = readMutation(platform.admin.schema, executor().readDocument, input.mutation);
    if ('message' in call) return refuse(call.field, call.message, call.code);
    const {clientIdentifier: name} = input;
    const field = ['clientIdentifier'];
    if (name && name.length < 10) return refuse(field, 'is too short (minimum is 10 characters)', 'INVALID_MUTATION');
    if (name && name.length > 255) return refuse(field, 'is too long (maximum is 255 characters)', 'INVALID_MUTATION');
    const upload = files.target(input.stagedUploadPath);
    if (!upload?.content || upload.shop !== shop.domain || upload.caller !== caller) {
      return refuse(null, messages.NO_SUCH_FILE, 'NO_SUCH_FILE');
    }
    const rows = upload.content.toString('utf8').trimEnd();
    const lines = rows.split('\n');
    if (rows === '') return refuse(null, messages.empty, 'INVALID_STAGED_UPLOAD_FILE');
    // Shopify: what is wrong with the file is told before what else is running.
    const running = own.filter(isLive);
    if (running.length >= atOnce) {
      const message = `A bulk mutation operation for this app and shop is already in progress: ${running.map(({id}) => id).join(', ')}.`;
      return refuse(null, message, 'OPERATION_IN_PROGRESS');
    }
    lastId += 1;
    const record: BulkOperation = {
      __typename: 'BulkOperation',
      id: `gid://shopify/BulkOperation/${lastId}`,
      type: 'MUTATION',
      query: input.mutation,
      createdAt: timeText(platform.now()),
      status: 'CREATED',
      errorCode: null,
      completedAt: null,
      objectCount: 0,
      rootObjectCount: 0,
      fileSize: null,
      url: null,
      partialDataUrl: null,
    };
    own.push(record);
    startJob(platform, executor(), {record, shop, caller, call, lines, files});
    // As it is now: the job changes the record while the answer is written.
    return {bulkOperation: {...record}, userErrors: []};
  };

  return {
    files,
    of(shop, caller) {
      const key = `${shop.domain} ${caller}`;
      let own = operations.get(key);
      if (!own) operations.set(key, (own = []));
      const all = own;
      return {
        stage: (filename, mimeType) =>
          files.stage({shop: shop.domain, caller, folder: shop.domain}, filename, mimeType),
        run: (input) => run(shop, caller, all, input),
        cancel: (id) => cancel(all, id),
        find: (id) => all.find((one) => one.id === id),
        newest: () => all.at(-1),
        list: (input) => connection(listed(all, input), input),
      };
    },
  };
}

/** Shopify: newest first unless reversed. */
function listed(all: readonly BulkOperation[], input: ListInput): BulkOperation[] {
  const found = search(all, input.query, {
    id: (one) => [one.id],
    status: (one) => [one.status],
    operation_type: (one) => [one.type],
    created_at: (one) => [one.createdAt],
  }).toReversed();
  return input.sortKey === 'COMPLETED_AT'
    ? found.toSorted((a, b) => (b.completedAt ?? '').localeCompare(a.completedAt ?? ''))
    : found;
}
