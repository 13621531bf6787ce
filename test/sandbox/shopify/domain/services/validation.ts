// What Shopify accepts as a service's name and callback URL (rules §1), with its own texts.
import type {ShopContext} from '../../contract.ts';
import {stateOf} from '../state.ts';
import {userError, type UserError} from '../userErrors.ts';
import type {FulfillmentService} from './record.ts';

const reserved = new Set(['manual', 'gift_card', 'shopify', 'amazon']);

/** The handle of a name: diacritics transliterated, punctuation to `-`, `_` kept, none at the ends (rules §1). */
export function handleOf(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}_]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
}

/** The errors of a name; `self` is the service that is being renamed. Several come together (rules §1). */
export function nameErrors(context: ShopContext, name: string, self?: FulfillmentService): UserError[] {
  const field = ['name'];
  if (name.trim() === '') return [userError(field, "Name can't be blank")];
  const errors: UserError[] = [];
  const others = stateOf(context)
    .services.all()
    .filter((service) => service !== self);
  const handle = handleOf(name);
  if (others.some((other) => other.serviceName.toLowerCase() === name.toLowerCase() || other.handle === handle)) {
    errors.push(userError(field, 'Name has already been taken'));
  }
  if (reserved.has(name.trim().toLowerCase())) errors.push(userError(field, 'Name is reserved'));
  if (/^\s/.test(name)) errors.push(userError(field, 'Name cannot begin with a whitespace character'));
  if (/\s$/.test(name)) errors.push(userError(field, 'Name cannot end with a whitespace character'));
  return errors;
}

/** The errors of a callback URL: http or https, on the app's host or the shop's (rules §1; that it is those hosts is inferred there). */
export function callbackUrlErrors(context: ShopContext, callbackUrl: string | null | undefined): UserError[] {
  if (!callbackUrl) return [];
  const field = ['callbackUrl'];
  const notAllowed = [userError(field, 'Callback url is not allowed')];
  if (!URL.canParse(callbackUrl)) return notAllowed;
  const url = new URL(callbackUrl);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return [userError(field, `Callback url protocol ${url.protocol}// is not supported`)];
  }
  const own = URL.canParse(context.app.url) ? [new URL(context.app.url).hostname] : [];
  const allowed = new Set([...own, context.domain]);
  return allowed.has(url.hostname) ? [] : notAllowed;
}
