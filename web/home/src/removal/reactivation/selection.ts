/** Which of the products a service had are to be stocked again. There may be thousands, of which only some are shown. */
import type {FormerAssignment, Service} from '../../../../../core/wire.ts';

/** Either all but some, or some alone: what was not read yet is in or out as a whole. */
export interface Selection {
  all: boolean;
  /** Variants that are otherwise than the rest. */
  except: ReadonlySet<string>;
}

export const everything: Selection = {all: true, except: new Set()};
export const nothing: Selection = {all: false, except: new Set()};

export type Obstacle = 'gone' | 'already';

/** Why a variant cannot be chosen; null if it can. */
export function obstacleOf({exists, stockedAt}: FormerAssignment, {id}: Pick<Service, 'id'>): Obstacle | null {
  if (!exists) return 'gone';
  return stockedAt.some(({serviceId}) => serviceId === id) ? 'already' : null;
}

export function isSelected({all, except}: Selection, variantId: string): boolean {
  return except.has(variantId) !== all;
}

export function toggled(selection: Selection, variantId: string): Selection {
  const except = new Set(selection.except);
  if (!except.delete(variantId)) except.add(variantId);
  return {...selection, except};
}

/** Whether nothing at all is chosen. */
export function isEmpty({all, except}: Selection): boolean {
  return !all && except.size === 0;
}
