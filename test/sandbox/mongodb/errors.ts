/** MongoDB's own error codes, as far as this server answers with them. */

// MongoDB: src/mongo/base/error_codes.yml
const codeNames = {
  1: 'InternalError',
  2: 'BadValue',
  9: 'FailedToParse',
  14: 'TypeMismatch',
  15: 'Overflow',
  16: 'InvalidLength',
  20: 'IllegalOperation',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  52: 'DollarPrefixedFieldName',
  53: 'InvalidIdField',
  54: 'NotSingleValueField',
  56: 'EmptyFieldName',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  115: 'CommandNotSupported',
  168: 'InvalidPipelineOperator',
  171: 'CannotIndexParallelArrays',
  197: 'InvalidIndexSpecificationOption',
  238: 'NotImplemented',
  352: 'UnsupportedOpQueryCommand',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
  31249: 'Location31249',
  31253: 'Location31253',
  31254: 'Location31254',
  40324: 'Location40324',
  40414: 'IDLFailedToParse',
  40415: 'IDLUnknownField',
  40573: 'Location40573',
} as const;

/** A code of the table above. */
export type Code = keyof typeof codeNames;

/** A failure that is answered as `{ok: 0, code, codeName, errmsg}`, or as an entry of `writeErrors`. */
export class CommandError extends Error {
  readonly code: Code;
  /** Further fields of the answer, as `keyPattern` and `keyValue` of a duplicate key. */
  readonly extra: Record<string, unknown>;

  constructor(code: Code, message: string, extra: Record<string, unknown> = {}) {
    super(message);
    this.name = 'CommandError';
    this.code = code;
    this.extra = extra;
  }

  get codeName(): string {
    return codeNames[this.code];
  }
}

/** What MongoDB can do and this server cannot: it says so instead of answering something else. */
export function unsupported(what: string): CommandError {
  return new CommandError(238, `The embedded MongoDB of the sandbox does not support ${what}`);
}
