/** The emails a send would make, as the services will see them. Nothing is stored, nothing is sent. */
import type {Context} from '../context.ts';
import {gid, numericId} from '../ids.ts';
import {servicesByLocation} from '../services/byLocation.ts';
import {refusalOf} from '../services/refusal.ts';
import {loadShop} from '../shops/shops.ts';
import type {EmailPreview} from '../wire.ts';
import {addressesOf, renderEmail} from './courier/email.ts';
import {readToSend} from './courier/read.ts';
import {heldLines, newRequest} from './create.ts';
import {createRequestsInput, parseInput} from './input.ts';
import {readOrderFacts} from './orderFacts.ts';
import {planRequests} from './plan.ts';
import {previewLink} from './previewLink.ts';

/**
 * @param input as for `createRequests`, checked in the same way
 * @throws AppError as `createRequests`, so that what cannot be sent is told before
 */
export async function previewEmails(
  ctx: Context,
  shop: string,
  orderId: string,
  input: unknown,
): Promise<EmailPreview[]> {
  const body = parseInput(createRequestsInput, input);
  const id = gid('Order', orderId);
  const admin = ctx.admin(shop);
  const [facts, services, held, merchant] = await Promise.all([
    readOrderFacts(admin, id),
    servicesByLocation(ctx, shop),
    heldLines(ctx, shop, [id]),
    loadShop(ctx, shop),
  ]);
  const plans = planRequests(facts, (location) => services.get(numericId(location)), held, body.lines, refusalOf);
  const requests = plans.map((plan) => newRequest(shop, facts, plan, body, 'app'));
  // What an email shows of the choice; the rest has no place in an address.
  const shown = {...(body.lines ? {lines: body.lines} : {}), ...(body.message ? {message: body.message} : {})};
  const read = await readToSend(admin, requests);
  return read.map((result, index): EmailPreview => {
    if ('error' in result) throw result.error;
    const service = plans[index]?.service;
    if (!service) throw new Error('Every request read was planned.');
    return {
      serviceId: service._id.toHexString(),
      serviceName: service.name,
      to: addressesOf(service),
      ...renderEmail(ctx.config, result, service, merchant, {preview: true}),
      url: previewLink(ctx.config, {shop, orderId: id, serviceId: service._id.toHexString(), input: shown}),
    };
  });
}
