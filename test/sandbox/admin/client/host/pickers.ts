/** `shopify.picker` and `shopify.resourcePicker`: a modal to choose from a list. */
import {queryShop} from './shop.ts';
import {openModal} from './modal.ts';
import {freshId, make, words} from './page.ts';

interface Choice {
  id: string;
  heading: string;
  details?: string;
  selected?: boolean;
  disabled?: boolean;
}

interface PickerOptions {
  heading: string;
  multiple?: boolean | number;
  items: (Choice & {data?: (string | number | undefined)[]})[];
}

/** @returns ids of what was chosen; undefined if it was closed */
export function pick(options: unknown): Promise<string[] | undefined> {
  const {heading, multiple = false, items} = options as PickerOptions;
  return choose(
    heading,
    multiple,
    items.map(({data, ...item}) => ({...item, details: (data ?? []).join(' · ')})),
  );
}

function choose(heading: string, multiple: boolean | number, choices: Choice[]): Promise<string[] | undefined> {
  return new Promise((resolve) => {
    let result: string[] | undefined;
    const name = freshId('choice');
    const list = make('ul', {className: 'lines'}, ...choices.map((choice) => row(choice, name, multiple !== false)));
    const search = make('input', {type: 'search', placeholder: words.search, ariaLabel: words.search});
    search.addEventListener('input', () => {
      for (const item of list.children) {
        if (item instanceof HTMLElement)
          item.hidden = !item.innerText.toLowerCase().includes(search.value.toLowerCase());
      }
    });
    const done = make('button', {type: 'button', className: 'button primary'}, words.done);
    const cancel = make('button', {type: 'button', className: 'button'}, words.cancel);
    const body = make('div', {className: 'modal-body'}, make('div', {className: 'field'}, search), list);
    const modal = openModal(heading, [body, make('div', {className: 'modal-foot'}, cancel, done)], () =>
      resolve(result),
    );
    done.addEventListener('click', () => {
      result = [...list.querySelectorAll<HTMLInputElement>('input:checked')].map((box) => box.value);
      modal.close();
    });
    cancel.addEventListener('click', () => modal.close());
  });
}

function row(
  {id, heading, details = '', selected = false, disabled = false}: Choice,
  name: string,
  multiple: boolean,
): HTMLElement {
  const box = make('input', {
    type: multiple ? 'checkbox' : 'radio',
    name,
    value: id,
    checked: selected,
    disabled,
    id: freshId('pick'),
  });
  const label = make(
    'label',
    {className: 'what', htmlFor: box.id},
    make('strong', {}, heading),
    make('small', {className: 'subdued'}, details),
  );
  return make('li', {}, box, label);
}

interface Picked {
  id: string;
  title: string;
  variants: {nodes: {id: string; title: string; displayName: string; sku: string | null; price: string}[]};
}

interface ResourceOptions {
  type: 'product' | 'variant' | 'collection';
  multiple?: boolean | number;
  selectionIds?: {id: string}[];
}

const productsQuery = `query SandboxPicker { products(first: 50) { nodes { id title variants(first: 10) { nodes { id title displayName sku price } } } } }`;

/** @returns what was chosen, with the fields that the sandbox has; undefined if it was closed */
export async function pickResource(options: unknown): Promise<unknown[] | undefined> {
  const {type, multiple = false, selectionIds = []} = options as ResourceOptions;
  if (type === 'collection') throw new Error('The sandbox has no collections to pick.');
  const {data} = (await queryShop(productsQuery, {})) as {data: {products: {nodes: Picked[]}}};
  const products = data.products.nodes.map((product) => ({...product, variants: product.variants.nodes}));
  const before = new Set(selectionIds.map(({id}) => id));
  const all =
    type === 'product'
      ? products.map((product) => ({heading: product.title, value: product}))
      : products.flatMap((product) =>
          product.variants.map((variant) => ({heading: variant.displayName, value: variant})),
        );
  const ids = await choose(
    words.search,
    multiple,
    all.map(({heading, value}) => ({id: value.id, heading, selected: before.has(value.id)})),
  );
  return ids && all.flatMap(({value}) => (ids.includes(value.id) ? [value] : []));
}
