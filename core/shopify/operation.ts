/** A GraphQL document with the types of its answer and variables; one per file in `operations/`. */
export interface Operation<Answer, Variables> {
  readonly name: string;
  readonly kind: 'query' | 'mutation';
  readonly document: string;
  /** Types alone; never set. */
  readonly types?: {answer: Answer; variables: Variables};
}

/** Names and types a document. The text must begin with `#graphql`, so that the type generator finds it.
 * @throws Error if the document has no operation name. */
export function operation<Answer, Variables>(document: string): Operation<Answer, Variables> {
  const [, kind, name] = /^\s*(query|mutation)\s+(\w+)/m.exec(document) ?? [];
  if (!name) throw new Error('A GraphQL operation needs a name.');
  return {name, kind: kind === 'mutation' ? 'mutation' : 'query', document};
}
