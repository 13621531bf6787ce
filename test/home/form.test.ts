/** The settings form: what changed, and which field a failure is about. */
import {describe, expect, test} from 'vitest';
import type {Service} from '../../core/wire.ts';
import type {Problem} from '../../web/home/src/api/answer.ts';
import {changesOf, checkForm, fieldErrors, formOf, isChanged, type Form} from '../../web/home/src/settings/form.ts';
import {languageChoices} from '../../web/home/src/settings/languages.ts';

const service: Service = {
  id: '65f000000000000000000000',
  name: 'Warehouse',
  email: 'orders@example.com',
  status: 'active',
  ownedByThisApp: true,
  locationId: 'gid://shopify/Location/1',
  shopifyId: 'gid://shopify/FulfillmentService/1',
  settings: {
    additionalEmails: ['second@example.com'],
    locale: 'en',
    replyTo: null,
    alertEmail: null,
    fulfillOn: 'email',
    showCustomerPhone: true,
    showCustomerEmail: false,
    showOrderNote: true,
    showPrices: false,
  },
  createdAt: null,
  updatedAt: null,
};

function stored(): Form {
  const form = formOf(service);
  if (!form) throw new Error('The service has settings.');
  return form;
}

const problem = (code: string, ...paths: string[]): Problem => ({
  code,
  message: null,
  retryable: false,
  fields: paths.map((path) => ({path, message: 'x'})),
});

describe('what is sent', () => {
  test('is nothing where nothing changed, also where only white space was typed', () => {
    expect(changesOf(stored(), stored())).toEqual({});
    const spaces = {...stored(), name: ' Warehouse ', additionalEmails: ['second@example.com', ' ']};
    expect(isChanged(stored(), spaces)).toBe(false);
  });

  test('is what changed, and no more', () => {
    const form: Form = {...stored(), email: ' new@example.com ', fulfillOn: 'confirmation'};
    expect(changesOf(stored(), form)).toEqual({email: 'new@example.com', fulfillOn: 'confirmation'});
  });

  test('leaves empty further addresses out, and takes an emptied reply address back', () => {
    const withReply: Form = {...stored(), replyTo: 'replies@example.com'};
    expect(changesOf(stored(), withReply)).toEqual({replyTo: 'replies@example.com'});
    expect(changesOf(withReply, stored())).toEqual({replyTo: null});
    const form: Form = {...stored(), additionalEmails: ['', 'third@example.com']};
    expect(changesOf(stored(), form)).toEqual({additionalEmails: ['third@example.com']});
  });

  test('a service of another app has no form', () => {
    expect(formOf({...service, email: null, settings: null})).toBeNull();
  });
});

describe('errors', () => {
  test('what is missing is said without asking', () => {
    expect(checkForm({name: ' ', email: ''})).toEqual({
      name: 'field.error.required',
      email: 'field.error.emailRequired',
    });
    expect(checkForm(stored())).toEqual({});
  });

  test('a refused address is said under its field, as it is shown', () => {
    const form: Form = {...stored(), additionalEmails: ['', 'a@example.com', 'bad']};
    expect(fieldErrors(problem('email_address_invalid', 'email', 'additionalEmails.1'), form)).toEqual({
      email: 'field.error.email',
      'additionalEmails.2': 'field.error.email',
    });
    expect(fieldErrors(problem('email_address_invalid'), form)).toEqual({email: 'field.error.email'});
  });

  test('so is a refused name', () => {
    expect(fieldErrors(problem('service_name_taken'), stored())).toEqual({name: 'field.error.taken'});
    expect(fieldErrors(problem('service_name_invalid'), stored())).toEqual({name: 'field.error.refused'});
    expect(fieldErrors(problem('invalid_input', 'name'), stored())).toEqual({name: 'field.error.name'});
    const long = {...stored(), name: 'x'.repeat(256)};
    expect(fieldErrors(problem('invalid_input', 'name'), long)).toEqual({name: 'field.error.nameLong'});
  });

  test('anything else is about no field', () => {
    expect(fieldErrors(problem('request_state_conflict'), stored())).toEqual({});
  });
});

test('a stored language that is none of ours stays among the choices', () => {
  expect(languageChoices('en')).toEqual(['ar', 'de', 'en', 'es', 'fr', 'ja', 'th', 'zh']);
  expect(languageChoices('pt-BR')).toContain('pt-BR');
});
