// The bodies of the controls, checked before anything happens.
import type {z} from 'zod';

/** A control's body, checked.
 * @throws Error whose message says which field is wrong and why. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const sentences = result.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw new Error(sentences.join('; '));
}

/** The bodies of a call that makes many at once, `{many:[…]}`; undefined for a call that makes one. */
export function manyOf(input: unknown): unknown[] | undefined {
  return typeof input === 'object' && input !== null && 'many' in input && Array.isArray(input.many)
    ? input.many
    : undefined;
}
