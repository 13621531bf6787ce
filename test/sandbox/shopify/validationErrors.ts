/** graphql-js's validation errors in Shopify's words: message, path into the document, `extensions.code`. */
import {Kind, visit, type ASTNode, type DocumentNode, type GraphQLError} from 'graphql';
import type {ErrorJson} from './document.ts';

interface Described {
  message: string;
  extensions: Record<string, string>;
}

type Describe = (message: string) => Described | undefined;

/** By rule of graphql-js. What is not here keeps graphql-js's own sentence. */
const describe: Record<string, Describe> = {
  FieldsOnCorrectTypeRule: match(/Cannot query field "(\w+)" on type "(\w+)"/, (fieldName, typeName) => ({
    message: `Field '${fieldName}' doesn't exist on type '${typeName}'`,
    extensions: {code: 'undefinedField', typeName, fieldName},
  })),
  KnownArgumentNamesRule: match(/Unknown argument "(\w+)" on field "(?:\w+)\.(\w+)"/, (argumentName, name) => ({
    message: `Field '${name}' doesn't accept argument '${argumentName}'`,
    extensions: {code: 'argumentNotAccepted', name, typeName: 'Field', argumentName},
  })),
  ProvidedRequiredArgumentsRule: match(/Field "(\w+)" argument "(\w+)" of type/, (name, argument) => ({
    message: `Field '${name}' is missing required arguments: ${argument}`,
    extensions: {code: 'missingRequiredArguments', className: 'Field', name, arguments: argument},
  })),
  ScalarLeafsRule: match(/Field "(\w+)" of type "([^"]+)" must have a selection/, (nodeName, typeName) => ({
    message: `Field must have selections (field '${nodeName}' returns ${typeName} but has no selections. Did you mean '${nodeName} { ... }'?)`,
    extensions: {code: 'selectionMismatch', nodeName: `field '${nodeName}'`, typeName},
  })),
  NoUndefinedVariablesRule: match(
    /Variable "\$(\w+)" is not defined(?: by operation "(\w+)")?/,
    (variableName, by) => ({
      message: `Variable $${variableName} is used by ${by || 'anonymous query'} but not declared`,
      extensions: {code: 'variableNotDefined', variableName},
    }),
  ),
  NoUnusedVariablesRule: match(/Variable "\$(\w+)" is never used(?: in operation "(\w+)")?/, (variableName, by) => ({
    message: `Variable $${variableName} is declared by ${by || 'anonymous query'} but not used`,
    extensions: {code: 'variableNotUsed', variableName},
  })),
  VariablesInAllowedPositionRule: match(
    /Variable "\$(\w+)" of type "([^"]+)" used in position expecting type "([^"]+)"/,
    (variableName, typeName, expected) => ({
      message: `Type mismatch on variable $${variableName} and argument (${typeName} / ${expected})`,
      extensions: {code: 'variableMismatch', variableName, typeName},
    }),
  ),
  KnownDirectivesRule: match(/Unknown directive "@(\w+)"/, (directiveName) => ({
    message: `Directive @${directiveName} is not defined`,
    extensions: {code: 'undefinedDirective', directiveName},
  })),
  ValuesOfCorrectTypeRule: (message) =>
    match(/Field "(\w+)" is not defined by type "(\w+)"/, (argumentName, name) => ({
      message: `InputObject '${name}' doesn't accept argument '${argumentName}'`,
      extensions: {code: 'argumentNotAccepted', name, typeName: 'InputObject', argumentName},
    }))(message) ??
    match(/Field "(\w+)\.(\w+)" of required type "([^"]+)" was not provided/, (owner, argumentName, argumentType) => ({
      message: `Argument '${argumentName}' on InputObject '${owner}' is required. Expected type ${argumentType}`,
      extensions: {code: 'missingRequiredInputObjectAttribute', argumentName, argumentType, inputObjectType: owner},
    }))(message) ?? {message, extensions: {code: 'argumentLiteralsIncompatible'}},
};

function match(pattern: RegExp, make: (...parts: [string, string, string]) => Described): Describe {
  return (message) => {
    const found = pattern.exec(message);
    return found ? make(found[1] ?? '', found[2] ?? '', found[3] ?? '') : undefined;
  };
}

/** One error of one rule, as Shopify would answer it. */
export function describeValidationError(rule: string, error: GraphQLError, document: DocumentNode): ErrorJson {
  const {message, extensions} = describe[rule]?.(error.message) ?? {message: error.message, extensions: {}};
  const node = error.nodes?.[0];
  return {
    message,
    locations: error.locations ?? [],
    path: node ? documentPath(document, node) : [],
    extensions: {code: rule.replace(/Rule$/, ''), ...extensions},
  };
}

/** Where a node stands in the document: `["query Orders", "orders", "nodes", "... on Order", "name"]`. */
export function documentPath(document: DocumentNode, target: ASTNode): string[] {
  const path: string[] = [];
  let found: string[] | undefined;
  visit(document, {
    enter(node) {
      const label = labelOf(node);
      if (label !== undefined) path.push(label);
      if (node === target) found ??= [...path];
    },
    leave(node) {
      if (labelOf(node) !== undefined) path.pop();
    },
  });
  return found ?? [];
}

function labelOf(node: ASTNode): string | undefined {
  if (node.kind === Kind.OPERATION_DEFINITION) {
    return node.name ? `${node.operation} ${node.name.value}` : node.operation;
  }
  if (node.kind === Kind.FRAGMENT_DEFINITION) return `fragment ${node.name.value}`;
  if (node.kind === Kind.INLINE_FRAGMENT) return node.typeCondition ? `... on ${node.typeCondition.name.value}` : '...';
  if (node.kind === Kind.FRAGMENT_SPREAD) return `... ${node.name.value}`;
  if (node.kind === Kind.FIELD) return node.alias?.value ?? node.name.value;
  return node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD ? node.name.value : undefined;
}
