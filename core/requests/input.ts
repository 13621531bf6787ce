/** What callers may send about requests; unknown keys are refused, so that a typing error is not silently ignored. */
import {z} from 'zod';
import {AppError} from '../errors.ts';

const id = z.union([z.string().max(100), z.number().int().positive()]).transform(String);
/** One line of text: no line breaks or other control characters, which have no place in a mail header or a tracking number. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !/[\p{Cc}]/u.test(text), 'must be a single line');

export const createRequestsInput = z.strictObject({
  lines: z
    .array(z.strictObject({fulfillmentOrderLineItemId: id, quantity: z.number()}))
    .min(1)
    .max(1000)
    .optional(),
  notifyCustomer: z.boolean().default(false),
  trackingInfo: z
    .strictObject({
      number: line(200),
      company: line(100).optional(),
      url: z
        .url({protocol: /^https?$/})
        .max(1000)
        .optional(),
    })
    .optional(),
  message: z.string().trim().max(2000).optional(),
});

export const createManyInput = z.strictObject({
  orderIds: z.array(id).min(1).max(1000),
  notifyCustomer: z.boolean().default(false),
  dryRun: z.boolean().default(false),
});

export const listQuery = z.strictObject({
  status: z
    .string()
    .max(200)
    .transform((text) => text.split(','))
    .optional(),
  serviceId: z.string().max(100).optional(),
  orderId: id.optional(),
  /** As the merchant knows the order: `#1001`, or 1001. */
  orderName: z.string().trim().max(100).optional(),
  /** Those that need a person. */
  attention: z.enum(['true', 'false']).optional(),
  cursor: z
    .string()
    .regex(/^[0-9a-f]{24}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

/** Checks a value from outside. @throws AppError `invalid_input` with every problem by its path, never the value */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  throw new AppError('invalid_input', {
    details: {problems: result.error.issues.map(({path, message}) => ({path: path.join('.'), message}))},
  });
}
