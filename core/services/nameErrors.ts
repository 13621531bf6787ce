/** What Shopify's user errors about a fulfillment service mean. */
import {AppError} from '../errors.ts';
import {userErrorDetails, userErrorsError, type UserError} from '../shopify/userErrors.ts';

/**
 * Throws if there are user errors.
 * Shopify: they carry no code. Field `["name"]` with "has already been taken" also when only the handle made of the name
 * collides; every other error of that field is about the name itself. Field `["id"]`: there is no such service.
 * @throws AppError `service_name_taken`, `service_name_invalid`, `service_not_found`, `shopify_rejected`
 */
export function refuseServiceErrors(errors: readonly UserError[]): void {
  if (errors.length === 0) return;
  const about = (field: string) => errors.filter((error) => error.field?.[0] === field);
  const name = about('name');
  if (name.some(({message}) => /already been taken/i.test(message))) {
    throw new AppError('service_name_taken', {details: userErrorDetails(errors)});
  }
  if (name.length > 0) throw userErrorsError(errors, 'service_name_invalid');
  if (about('id').length > 0) throw new AppError('service_not_found', {details: userErrorDetails(errors)});
  throw userErrorsError(errors);
}
