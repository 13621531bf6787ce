/** One block on a page: reads who ships the variants, takes choices, and saves or undoes them. */
import type {Service, VariantAssignment} from '../../../core/wire.ts';
import {numericId, type Problem, type Result} from '../../shared/call.ts';
import type {AssignmentsApi} from './api.ts';
import {changedOf, chooseForAll, inputOf, usual, type Choices, type Options} from './choices.ts';

export interface Editing {
  view: 'editing';
  productId: string;
  /** Of a product's page all, of a variant's page that one. */
  variants: VariantAssignment[];
  /** All of the shop, those of other apps too. */
  services: Service[];
  choices: Choices;
  options: Options;
  busy: boolean;
  saved: boolean;
  /** Why the last save failed, and of which variants. */
  failure: {problem: Problem; variants: string[]} | null;
  /** Rises with each undo: fields are made anew, whatever the host did to them when it reset its form. */
  round: number;
}

export type State = {view: 'loading'} | {view: 'broken'; problem: Problem} | Editing;

export interface SessionOptions {
  /** Shopify's gid. On a variant's page it has to be asked for. */
  productId: () => Promise<Result<string>>;
  /** On a variant's page: its gid. */
  variantId?: string;
  api: AssignmentsApi;
  changed: (state: State) => void;
}

export interface Session {
  state: () => State;
  load: () => Promise<void>;
  choose: (variantId: string, serviceId: string | null) => void;
  chooseForAll: (serviceId: string | null) => void;
  setOptions: (change: Partial<Options>) => void;
  /** @returns whether everything is saved, or there was nothing to save */
  save: () => Promise<boolean>;
  undo: () => void;
  stop: () => void;
}

/** Starts in `loading`; call `load` next. */
export function createSession({productId, variantId, api, changed}: SessionOptions): Session {
  let state: State = {view: 'loading'};
  let stopped = false;

  function show(next: State): void {
    if (stopped) return;
    state = next;
    changed(state);
  }

  /** What the merchant does; nothing while a save is under way. */
  function edit(change: (now: Editing) => Partial<Editing>): void {
    if (state.view !== 'editing' || state.busy) return;
    show({...state, saved: false, ...change(state)});
  }

  const shown = (all: VariantAssignment[]) =>
    variantId === undefined ? all : all.filter(({id}) => numericId(id) === numericId(variantId));

  async function load(): Promise<void> {
    show({view: 'loading'});
    const [product, services] = await Promise.all([productId(), api.services()]);
    const answer = product.ok ? await api.read(product.value) : product;
    if (!product.ok || !services.ok || !answer.ok) {
      const failed = [product, services, answer].find((one) => !one.ok);
      if (failed && !failed.ok) show({view: 'broken', problem: failed.problem});
      return;
    }
    const variants = shown(answer.value.variants);
    if (variants.length === 0) {
      show({view: 'broken', problem: {code: 'variant_not_found', message: null, retryable: false}});
      return;
    }
    show({
      view: 'editing',
      productId: product.value,
      variants,
      services: services.value.items,
      choices: {},
      options: usual,
      busy: false,
      saved: false,
      failure: null,
      round: 0,
    });
  }

  async function save(): Promise<boolean> {
    if (state.view !== 'editing' || state.busy) return false;
    const before = state;
    if (changedOf(before.variants, before.choices).length === 0) return true;
    show({...before, busy: true, saved: false, failure: null});
    const answer = await api.save(before.productId, inputOf(before.variants, before.choices, before.options));
    if (answer.ok) {
      const variants = shown(answer.value.variants);
      show({...before, variants, choices: {}, options: usual, saved: true, failure: null});
      return true;
    }
    // Some of them may be saved: only what is not stays chosen.
    const fresh = await api.read(before.productId);
    const variants = fresh.ok ? shown(fresh.value.variants) : before.variants;
    const failure = {problem: answer.problem, variants: titlesOf(answer.problem, before.variants)};
    show({...before, variants, failure});
    return false;
  }

  return {
    state: () => state,
    load,
    choose: (id, serviceId) => edit(({choices}) => ({choices: {...choices, [id]: serviceId}})),
    chooseForAll: (serviceId) => edit(({variants, choices}) => ({choices: chooseForAll(variants, choices, serviceId)})),
    setOptions: (change) => edit(({options}) => ({options: {...options, ...change}})),
    save,
    undo: () => edit(({round}) => ({choices: {}, options: usual, failure: null, round: round + 1})),
    stop() {
      stopped = true;
    },
  };
}

/** The variants that the problem's details name, by title. */
function titlesOf({details}: Problem, variants: VariantAssignment[]): string[] {
  const failed = typeof details === 'object' && details !== null && 'failed' in details ? details.failed : [];
  if (!Array.isArray(failed)) return [];
  const ids = new Set(failed.map((one: unknown) => numericId(variantIdOf(one))));
  return variants.filter(({id}) => ids.has(numericId(id))).map(({title}) => title);
}

function variantIdOf(failed: unknown): string {
  const id = typeof failed === 'object' && failed !== null && 'variantId' in failed ? failed.variantId : '';
  return typeof id === 'string' ? id : '';
}
