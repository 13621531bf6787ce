/** The app's API for which service ships each variant of a product. */
import type {AssignInput, Service, VariantAssignment} from '../../../core/wire.ts';
import {call, numericId, type Result} from '../../shared/call.ts';
import {listServices} from '../../shared/services.ts';

export interface Variants {
  variants: VariantAssignment[];
}

export interface AssignmentsApi {
  services: () => Promise<Result<{items: Service[]}>>;
  read: (productId: string) => Promise<Result<Variants>>;
  /** Repeating it changes nothing, and finishes what broke off. */
  save: (productId: string, input: AssignInput) => Promise<Result<Variants>>;
}

/** Switching the stock of a hundred variants takes Shopify a while. */
const deadlineMs = 60_000;

const pathOf = (productId: string) => `/api/products/${numericId(productId)}/assignments`;

export const assignmentsApi: AssignmentsApi = {
  services: listServices,
  read: (productId) => call(pathOf(productId)),
  save: (productId, input) => call(pathOf(productId), {method: 'PUT', body: input, deadlineMs}),
};
