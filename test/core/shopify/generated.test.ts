/** The generator of the operations' types. */
import {execFile} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {promisify} from 'node:util';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {readDocuments} from '../../../core/shopify/generated/documents.ts';
import {readSchema} from '../../../core/shopify/generated/schema.ts';

const schema = readSchema();

it('has been run since the operations changed', async () => {
  const script = new URL('../../../core/shopify/generated/generate.ts', import.meta.url).pathname;
  await expect(promisify(execFile)(process.execPath, [script, '--check'])).resolves.toMatchObject({stderr: ''});
});

describe('reading the documents of a folder', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'operations-'));
  });
  afterAll(() => rm(folder, {recursive: true}));

  const read = async (source: string) => {
    await writeFile(join(folder, 'one.ts'), source);
    return readDocuments(pathToFileURL(`${folder}/`), schema);
  };

  it('finds a document that is typed by its own name', async () => {
    const documents = await read(
      'operation<ShopNameQuery, ShopNameQueryVariables>(`#graphql\n query ShopName { shop { name } }`)',
    );
    expect(documents.map(({location}) => location)).toEqual(['one.ts']);
  });

  it.each([
    [
      'operation<OtherQuery, ShopNameQueryVariables>(`#graphql\n query ShopName { shop { name } }`)',
      'must be typed as',
    ],
    [
      'operation<ShopNameQuery, ShopNameQueryVariables>(`#graphql\n query ShopName { shop { nam } }`)',
      'Cannot query field',
    ],
    ['operation<A, B>(`#graphql\n query { shop { name } }`)', 'an operation without a name'],
    ['operation<A, B>(`#graphql\n query A {`)', 'Syntax Error'],
    ['operation<A, B>(`query A { shop { name } }`)', 'holds no #graphql document'],
  ])('refuses faults, case %#', async (source, message) => {
    await expect(read(source)).rejects.toThrow(message);
  });
});
