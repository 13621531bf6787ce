/** What a merchant may enter for a fulfillment service. */
import {z} from 'zod';
import {isDeliverableAddress} from '../email/addresses.ts';
import {AppError} from '../errors.ts';
import {parseInput} from '../requests/input.ts';
import type {ServiceSettings} from '../wire.ts';

/** RFC 5321 §4.5.3.1: 256 octets with the angle brackets. */
const address = z.string().trim().min(1).max(254);

const locale = z
  .string()
  .trim()
  .max(35)
  .transform((tag, check) => {
    const canonical = canonicalLocale(tag);
    if (canonical !== null) return canonical;
    check.addIssue('must be a language tag such as "en" or "pt-BR"');
    return z.NEVER;
  });

export const defaultSettings: ServiceSettings = {
  additionalEmails: [],
  locale: 'en',
  replyTo: null,
  alertEmail: null,
  fulfillOn: 'email',
  // Carriers ask for a telephone number; what a service has no use for is off.
  showCustomerPhone: true,
  showCustomerEmail: false,
  showOrderNote: true,
  showPrices: false,
};

/** Shopify refuses white space at the ends; it is cut off here. What else Shopify refuses, it says itself. */
export const serviceName = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .refine((text) => !/\p{Cc}/u.test(text), 'must be a single line');

const patchSchema = z
  .strictObject({
    name: serviceName,
    email: address,
    additionalEmails: z.array(address).max(10),
    locale,
    replyTo: address.nullable(),
    alertEmail: address.nullable(),
    fulfillOn: z.enum(['email', 'confirmation']),
    showCustomerPhone: z.boolean(),
    showCustomerEmail: z.boolean(),
    showOrderNote: z.boolean(),
    showPrices: z.boolean(),
  })
  .partial();

/** What a merchant may switch between; everything else about a status is the app's. */
const editableStatuses = ['active', 'paused'] as const;
export type EditableStatus = (typeof editableStatuses)[number];

const editSchema = patchSchema.extend({status: z.enum(editableStatuses).optional()});

const inputSchema = patchSchema.required({name: true, email: true});

export interface ServiceValues {
  name: string;
  email: string;
  settings: ServiceSettings;
}

/** Checks the body of `POST /api/services` (`ServiceInput` in `core/wire.ts`) and fills in the defaults.
 * @throws AppError `invalid_input`, `email_address_invalid`, both with `details.problems: [{path, message}]` */
export function parseServiceInput(value: unknown): ServiceValues {
  const {name, email, ...settings} = parseInput(inputSchema, value);
  return deliverable({name, email, settings: {...defaultSettings, ...defined(settings)}});
}

export type EditableValues = ServiceValues & {status: EditableStatus};

/** Checks the body of `PATCH /api/services/:id` and applies it to what is stored.
 * @throws AppError as {@link parseServiceInput} */
export function applyServicePatch(before: EditableValues, value: unknown): EditableValues {
  const patch = parseInput(editSchema, value);
  const {name = before.name, email = before.email, status = before.status, ...changes} = patch;
  return {...deliverable({name, email, settings: {...before.settings, ...defined(changes)}}), status};
}

/** How names are compared. Shopify takes names as equal whatever their case. */
export function comparableName(name: string): string {
  return name.trim().normalize('NFC').toLowerCase();
}

/** The values that are there. */
function defined<Values extends object>(values: Values): {[Key in keyof Values]?: Exclude<Values[Key], undefined>} {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Values]?: Exclude<Values[Key], undefined>;
  };
}

function deliverable(values: ServiceValues): ServiceValues {
  const {email, settings} = values;
  const all: [string, string][] = [
    ['email', email],
    ...settings.additionalEmails.map((one, index): [string, string] => [`additionalEmails.${index}`, one]),
    ...(settings.replyTo === null ? [] : [['replyTo', settings.replyTo] satisfies [string, string]]),
    ...(settings.alertEmail ? [['alertEmail', settings.alertEmail] satisfies [string, string]] : []),
  ];
  const problems = all
    .filter(([, one]) => !isDeliverableAddress(one))
    .map(([path]) => ({path, message: 'cannot receive mail'}));
  if (problems.length > 0) throw new AppError('email_address_invalid', {details: {problems}});
  return {...values, settings: {...settings, additionalEmails: others(email, settings.additionalEmails)}};
}

/** The further addresses without repetitions, so that no mailbox gets an order twice. */
function others(email: string, additional: readonly string[]): string[] {
  const seen = new Set([email.toLowerCase()]);
  return additional.filter((one) => {
    const isNew = !seen.has(one.toLowerCase());
    seen.add(one.toLowerCase());
    return isNew;
  });
}

function canonicalLocale(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}
