/** Writes `operations.ts`, the types of every `#graphql` document in `../operations/`; `--check` fails if it is out of date. */
import {readFileSync, writeFileSync} from 'node:fs';
import {plugin, type TypeScriptDocumentsPluginConfig} from '@graphql-codegen/typescript-operations';
import {apiVersion} from '../version.ts';
import {readDocuments} from './documents.ts';
import {readSchema} from './schema.ts';

const output = new URL('operations.ts', import.meta.url);

const config: TypeScriptDocumentsPluginConfig = {
  scalars: {
    ARN: 'string',
    BigInt: 'string',
    Color: 'string',
    Date: 'string',
    DateTime: 'string',
    Decimal: 'string',
    FormattedString: 'string',
    HTML: 'string',
    ID: 'string',
    JSON: 'unknown',
    Money: 'string',
    StorefrontID: 'string',
    URL: 'string',
    UnsignedInt64: 'string',
    UtcOffset: 'string',
  },
  // A scalar that is not in the list above must stop the run, not become `any`.
  strictScalars: true,
  enumType: 'string-literal',
  namingConvention: 'keep',
  arrayInputCoercion: false,
  disableDescriptions: true,
};

const schema = readSchema();
const documents = readDocuments(new URL('../operations/', import.meta.url), schema);
const result = await plugin(schema, documents, config, {outputFile: 'operations.ts'});
const parts = typeof result === 'string' ? {content: result} : result;
const text = [
  `// Made by generate.ts from Admin API ${apiVersion} and ../operations/*.ts; change those and run \`npm run codegen\`.`,
  ...('prepend' in parts ? (parts.prepend ?? []) : []),
  parts.content.trim(),
  '',
].join('\n');

if (!process.argv.includes('--check')) {
  writeFileSync(output, text);
} else if (readFileSync(output, 'utf8') !== text) {
  process.stderr.write('core/shopify/generated/operations.ts is out of date: run `npm run codegen` and commit it.\n');
  process.exitCode = 1;
}
