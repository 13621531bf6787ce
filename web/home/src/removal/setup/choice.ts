/** What a merchant chooses for a removal, and what of it the API is told. */
import type {Destination, RemovalInput} from '../../../../../core/wire.ts';
import type {Key} from '../../i18n/en.ts';
import {readTable} from './csv.ts';
import {isSamePlace} from './key.ts';

/** Where things can go. */
export interface Place {
  name: string;
  destination: Destination;
}

export type How = 'none' | 'choose' | 'csv';

/** A product that goes elsewhere. */
export interface ProductException {
  title: string;
  variantIds: string[];
  destination: Destination;
}

export interface Choice {
  /** Nothing at first, so that nothing is moved by a hasty click. */
  place: Place | null;
  how: How;
  /** By the product's id. */
  products: ReadonlyMap<string, ProductException>;
  /** As typed. */
  table: string;
  takeOverRates: boolean;
}

export const nothingChosen: Choice = {place: null, how: 'none', products: new Map(), table: '', takeOverRates: false};

export type ChoiceErrors = Partial<Record<'destination' | 'products' | 'table', Key>>;

/** What is missing before anything can be counted. */
export function errorsOf(choice: Choice, places: readonly Place[]): ChoiceErrors {
  const errors: ChoiceErrors = {};
  if (!choice.place) errors.destination = 'removal.destination.required';
  if (choice.how === 'choose' && elsewhere(choice).length === 0) errors.products = 'removal.exceptions.required';
  if (choice.how === 'csv') {
    const {lines, problems} = readTable(choice.table, namesOf(places));
    if (problems.length > 0) errors.table = 'removal.csv.errors';
    else if (lines.length === 0) errors.table = 'removal.csv.empty';
  }
  return errors;
}

/** The choice as the API takes it; null as long as nobody is to take over. */
export function inputOf(choice: Choice, places: readonly Place[]): RemovalInput | null {
  if (!choice.place) return null;
  return {
    destination: choice.place.destination,
    ...(choice.how === 'choose' ? {exceptions: elsewhere(choice)} : {}),
    ...(choice.how === 'csv' ? {exceptionsCsv: readTable(choice.table, namesOf(places)).csv} : {}),
    ...(choice.takeOverRates ? {takeOverRates: true} : {}),
  };
}

/** The variants of the products that go elsewhere than the rest: the place of the rest may have become theirs meanwhile. */
function elsewhere({place, products}: Choice): NonNullable<RemovalInput['exceptions']> {
  return [...products.values()]
    .filter(({destination}) => !place || !isSamePlace(destination, place.destination))
    .flatMap(({variantIds, destination}) => variantIds.map((variantId) => ({variantId, destination})));
}

export function namesOf(places: readonly Place[]): string[] {
  return places.map(({name}) => name);
}

const moving = (input: RemovalInput | null) => JSON.stringify({...input, takeOverRates: false});

/** Whether what was counted is still what is chosen; the rates change nothing of it. */
export function isSameChoice(one: RemovalInput | null, other: RemovalInput | null): boolean {
  return moving(one) === moving(other);
}
