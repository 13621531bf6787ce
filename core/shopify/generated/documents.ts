/** Finds the `#graphql` documents of a folder and checks them: against the schema, and that each is typed by its own name. */
import {readdirSync, readFileSync} from 'node:fs';
import {concatAST, Kind, OperationTypeNode, parse, validate, type DocumentNode, type GraphQLSchema} from 'graphql';

export interface FoundDocument {
  location: string;
  document: DocumentNode;
}

/** Every `#graphql` template literal in the folder's `.ts` files. A `${fragment}` in one stands for a fragment of another file.
 * @throws Error that names each file with a fault. */
export function readDocuments(folder: URL, schema: GraphQLSchema): FoundDocument[] {
  const faults: string[] = [];
  const documents: FoundDocument[] = [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  for (const name of files.toSorted()) {
    const source = readFileSync(new URL(name, folder), 'utf8');
    const texts = [...source.matchAll(/`(#graphql\b[^`]*)`/g)].map((match) => match[1] ?? '');
    if (texts.length === 0) faults.push(`${name}: holds no #graphql document`);
    for (const text of texts) {
      try {
        const document = parse(text.replaceAll(/\$\{\w+\}/g, ''), {noLocation: true});
        documents.push({location: name, document});
        faults.push(...wrongTypes(document, source).map((fault) => `${name}: ${fault}`));
      } catch (error) {
        faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
  const all = concatAST(documents.map(({document}) => document));
  faults.push(...validate(schema, all).map((error) => error.message));
  if (faults.length > 0) throw new Error(`The GraphQL operations have faults:\n  ${faults.join('\n  ')}`);
  return documents;
}

/** Operations whose call of `operation<…>()` names other types than the generated ones, which tsc could not see. */
function wrongTypes(document: DocumentNode, source: string): string[] {
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    const name = definition.name?.value;
    if (!name) return ['an operation without a name'];
    const type = `${name}${definition.operation === OperationTypeNode.QUERY ? 'Query' : 'Mutation'}`;
    return new RegExp(`operation<\\s*${type},\\s*${type}Variables,?\\s*>`).test(source)
      ? []
      : [`${name} must be typed as operation<${type}, ${type}Variables>`];
  });
}
