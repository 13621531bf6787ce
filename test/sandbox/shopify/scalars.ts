/** Shopify's custom scalars: how a value is read from a document or a variable, and how it is written in an answer. */
import {GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped, type GraphQLSchema, type ValueNode} from 'graphql';

interface Codec {
  /** From a variable (JSON). Throws a GraphQLError for a value Shopify refuses. */
  parse: (value: unknown) => unknown;
  /** To an answer. Throws for a value that the domain should never give. */
  write: (value: unknown) => unknown;
}

function refuse(type: string, value: unknown): never {
  throw new GraphQLError(`Could not coerce value ${JSON.stringify(value) ?? 'undefined'} to ${type}`);
}

const text = (type: string, pattern: RegExp): Codec => {
  const check = (value: unknown): string => {
    const given = typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
    return typeof given === 'string' && pattern.test(given) ? given : refuse(type, value);
  };
  return {parse: check, write: check};
};

const decimal = /^-?\d+(\.\d+)?$/;

/** Whole seconds, UTC: `2026-07-01T10:00:00Z`. */
function isoTime(type: string, value: unknown): string {
  const date = value instanceof Date ? value : typeof value === 'string' ? new Date(value) : refuse(type, value);
  if (Number.isNaN(date.getTime())) return refuse(type, value);
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

function parseUrl(value: unknown): string {
  if (typeof value !== 'string') return refuse('URL', value);
  return URL.canParse(value) ? value : refuse('URL', value);
}

const codecs: Record<string, Codec> = {
  ARN: text('ARN', /^arn:/),
  BigInt: text('BigInt', /^-?\d+$/),
  Color: text('Color', /^#[0-9a-fA-F]{3,8}$/),
  Date: {
    parse: text('Date', /^\d{4}-\d{2}-\d{2}$/).parse,
    write: (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : text('Date', /^\d{4}-/).write(value)),
  },
  DateTime: {parse: (value) => isoTime('DateTime', value), write: (value) => isoTime('DateTime', value)},
  Decimal: text('Decimal', decimal),
  FormattedString: text('FormattedString', /^/),
  HTML: text('HTML', /^/),
  JSON: {parse: (value) => value, write: (value) => value},
  Money: text('Money', decimal),
  StorefrontID: text('StorefrontID', /./),
  URL: {parse: parseUrl, write: (value) => (value instanceof URL ? value.href : parseUrl(value))},
  UnsignedInt64: text('UnsignedInt64', /^\d+$/),
  UtcOffset: text('UtcOffset', /^[+-]\d{2}:?\d{2}$/),
};

const builtIn = new Set(['String', 'Int', 'Boolean', 'Float', 'ID']);

/** Gives every custom scalar of the schema its codec.
 * @throws Error naming a scalar that has none. */
export function attachScalars(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(type instanceof GraphQLScalarType) || builtIn.has(type.name)) continue;
    const codec = codecs[type.name];
    if (!codec) throw new Error(`sandbox: the scalar ${type.name} has no codec in scalars.ts.`);
    type.parseValue = codec.parse;
    type.serialize = codec.write;
    type.parseLiteral = (node: ValueNode, variables) => {
      const value = valueFromASTUntyped(node, variables);
      const wholeNumber = node.kind === Kind.INT || node.kind === Kind.FLOAT;
      return codec.parse(wholeNumber && type.name !== 'JSON' ? node.value : value);
    };
  }
}
