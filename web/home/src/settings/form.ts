/** A service's settings as they are typed, what of them changed, and which field a failure is about. */
import type {FulfillOn, Service, ServiceInput} from '../../../../core/wire.ts';
import type {Problem} from '../api/answer.ts';
import type {Key} from '../i18n/en.ts';

/** All texts as typed. */
export interface Form {
  name: string;
  email: string;
  additionalEmails: string[];
  /** Empty: the shop's contact address. */
  replyTo: string;
  /** Empty: nowhere. */
  alertEmail: string;
  locale: string;
  fulfillOn: FulfillOn;
  showCustomerPhone: boolean;
  showCustomerEmail: boolean;
  showOrderNote: boolean;
  showPrices: boolean;
}

/** By the field's name: `email`, `additionalEmails.0`. */
export type FieldErrors = Readonly<Record<string, Key>>;

export const emptyForm: Pick<Form, 'name' | 'email'> = {name: '', email: ''};

/** At most so many further addresses; the API refuses more. */
export const additionalLimit = 10;

/** What is stored; null for a service without settings here. */
export function formOf({name, email, settings}: Service): Form | null {
  if (email === null || settings === null) return null;
  const {replyTo, alertEmail, additionalEmails, ...rest} = settings;
  return {
    name,
    email,
    ...rest,
    additionalEmails: [...additionalEmails],
    replyTo: replyTo ?? '',
    alertEmail: alertEmail ?? '',
  };
}

/** The input that makes the stored settings those of the form; empty if nothing changed. */
export function changesOf(stored: Form, form: Form): Partial<ServiceInput> {
  const before = inputOf(stored);
  const after = inputOf(form);
  const changed = Object.entries(after).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof typeof before]),
  );
  return Object.fromEntries(changed);
}

export function isChanged(stored: Form, form: Form): boolean {
  return Object.keys(changesOf(stored, form)).length > 0;
}

function inputOf({name, email, additionalEmails, replyTo, alertEmail, ...rest}: Form): Required<ServiceInput> {
  return {
    ...rest,
    name: name.trim(),
    email: email.trim(),
    additionalEmails: additionalEmails.map((one) => one.trim()).filter(Boolean),
    replyTo: replyTo.trim() || null,
    alertEmail: alertEmail.trim() || null,
  };
}

/** What can be said without asking the API: what is missing. */
export function checkForm({name, email}: Pick<Form, 'name' | 'email'>): FieldErrors {
  return {
    ...(name.trim() ? {} : {name: 'field.error.required' as const}),
    ...(email.trim() ? {} : {email: 'field.error.emailRequired' as const}),
  };
}

/** The fields a failure is about; empty if it is about none of them. */
export function fieldErrors(problem: Problem, form: Pick<Form, 'name' | 'email'> & Partial<Form>): FieldErrors {
  if (problem.code === 'service_name_taken') return {name: 'field.error.taken'};
  if (problem.code === 'service_name_invalid') return {name: 'field.error.refused'};
  const errors: Record<string, Key> = {};
  for (const {path} of problem.fields) errors[fieldAt(path, form)] ??= errorAt(path, form);
  if (problem.code === 'email_address_invalid' && problem.fields.length === 0) errors['email'] = 'field.error.email';
  return errors;
}

/** The API counts the addresses it was sent, the form those that are shown: empty ones were left out. */
function fieldAt(path: string, form: Partial<Form>): string {
  const index = /^additionalEmails\.(\d+)/.exec(path)?.[1];
  if (index === undefined) return path;
  const shown = (form.additionalEmails ?? []).flatMap((one, at) => (one.trim() ? [at] : []));
  return `additionalEmails.${shown[Number(index)] ?? index}`;
}

function errorAt(path: string, {name}: Pick<Form, 'name'>): Key {
  if (path === 'name') return name.trim().length > 255 ? 'field.error.nameLong' : 'field.error.name';
  if (path === 'additionalEmails') return 'field.error.many';
  if (path === 'email' || path === 'replyTo' || path === 'alertEmail' || path.startsWith('additionalEmails.'))
    return 'field.error.email';
  return 'field.error.other';
}
