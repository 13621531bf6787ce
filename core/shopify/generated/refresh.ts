/** Fetches Shopify's Admin schema of our API version anew: `node core/shopify/generated/refresh.ts`. Needs npm and the network. */
import {execFile} from 'node:child_process';
import {mkdtemp, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {gunzipSync} from 'node:zlib';

const run = promisify(execFile);
// Shopify's own package holds the introspection results of its APIs, with the scopes that each member needs.
const source = {package: '@shopify/dev-mcp', file: 'package/dist/data/admin_2026-07.json.gz'};
const target = new URL('admin-2026-07.json.gz', import.meta.url);

interface Member {
  name: string;
  requiredAccess?: string | null;
  fields?: Member[] | null;
}

/** Whether the bytes are the Admin schema as the sandbox and the type generator need it.
 * @returns A sentence saying what it is.
 * @throws Error saying why it is not. */
export function checkAdminSchema(packed: Buffer): string {
  let parsed: {data?: {__schema?: {types?: Member[]; directives?: Member[]}}} | null;
  try {
    parsed = JSON.parse(gunzipSync(packed).toString('utf8'));
  } catch (error) {
    throw new Error('This is not gzipped JSON.', {cause: error});
  }
  const {types, directives} = parsed?.data?.['__schema'] ?? {};
  if (!Array.isArray(types) || !Array.isArray(directives)) throw new Error('This is not an introspection result.');
  const find = (name: string): Member => {
    const type = types.find((each) => each.name === name);
    if (!type) throw new Error(`This is not the Admin schema: it has no type ${name}.`);
    return type;
  };
  const mutations = find('Mutation').fields ?? [];
  for (const name of ['fulfillmentServiceCreate', 'fulfillmentOrderAcceptFulfillmentRequest', 'inventoryActivate']) {
    if (!mutations.some((mutation) => mutation.name === name)) throw new Error(`It has no mutation ${name}.`);
  }
  for (const name of ['QueryRoot', 'FulfillmentOrder', 'FulfillmentService', 'InventoryLevel', 'DeliveryProfile']) {
    if ((find(name).fields ?? []).length === 0) throw new Error(`Its type ${name} has no fields.`);
  }
  if (!directives.some((directive) => directive.name === 'idempotent'))
    throw new Error('It has no @idempotent directive.');
  const texts = types
    .flatMap((type) => [type, ...(type.fields ?? [])])
    .filter((member) => typeof member.requiredAccess === 'string').length;
  if (texts < 500) throw new Error(`Only ${texts} of its members say which access scopes they need.`);
  return `${types.length} types, ${mutations.length} mutations, ${texts} members with their access scopes`;
}

/** Downloads, checks and replaces; leaves the old file where anything fails. */
async function refresh(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'admin-schema-'));
  try {
    const {stdout} = await run('npm', ['pack', source.package, '--pack-destination', folder, '--silent'], {
      cwd: folder,
    });
    const tarball = stdout.trim().split('\n').at(-1) ?? '';
    await run('tar', ['-xzf', join(folder, tarball), '-C', folder, source.file]);
    const packed = await readFile(join(folder, source.file));
    const summary = checkAdminSchema(packed);
    const same = packed.equals(await readFile(target));
    if (!same) {
      const beside = new URL('admin-2026-07.json.gz.new', import.meta.url);
      await writeFile(beside, packed);
      await rename(beside, target);
    }
    process.stdout.write(
      `${tarball}: ${summary}. ${same ? 'Nothing has changed.' : 'Replaced; now run npm run codegen.'}\n`,
    );
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

if (import.meta.main) await refresh();
