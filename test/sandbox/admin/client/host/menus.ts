/** The menus of extensions: which entries they have is for the extensions' conditions to say. */
import {openAction, openPrintAction, type Opened} from './action.ts';
import {openFrame, type ExtensionFrame} from './frame.ts';
import {extensionsAt, make, page, words} from './page.ts';

/** A condition that does not answer by then counts as no. */
const patienceMs = 10_000;

/** Asks an extension's condition in a frame that is not seen. */
function isDisplayed({extension, target, selected}: Opened): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (display: boolean) => {
      clearTimeout(timer);
      frame.remove();
      resolve(display);
    };
    const timer = setTimeout(() => settle(false), patienceMs);
    const frame: ExtensionFrame = openFrame(document.body, {
      extension,
      target: target.replace(/render$/, 'should-render'),
      selected,
      title: extension.name,
      className: 'hidden-frame',
      heard: {displayed: ({display}) => settle(display), failed: () => settle(false)},
    });
    frame.element.tabIndex = -1;
    frame.element.ariaHidden = 'true';
  });
}

async function entriesOf(targets: string[], selected: {id: string}[]): Promise<Opened[]> {
  const candidates = targets.flatMap((target) => extensionsAt(target).map((found) => ({...found, target})));
  const asked = await Promise.all(
    candidates.map(async ({extension, target, shouldRender}) => {
      const entry = {extension, target, selected};
      return !shouldRender || (await isDisplayed(entry)) ? [entry] : [];
    }),
  );
  return asked.flat();
}

/** @param selection what the menu is about at the moment */
export function setUpMenu(root: HTMLElement, selection: () => {id: string}[]): void {
  const targets = (root.dataset['menu'] ?? '').split(' ');
  const button = root.querySelector('button');
  const offered = targets.some((target) => extensionsAt(target).length > 0);
  if (!button || !offered) {
    root.hidden = true;
    return;
  }
  const list = make('div', {className: 'menu', role: 'menu', hidden: true});
  list.setAttribute('aria-labelledby', button.id);
  root.append(list);

  const close = (focus: boolean) => {
    list.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    if (focus) button.focus();
  };
  const show = (entries: Opened[]) => {
    const items = entries.map((entry) => item(entry, () => close(true)));
    list.replaceChildren(...(items.length > 0 ? items : [make('p', {className: 'subdued'}, words.nothingToDo)]));
    items[0]?.focus();
  };
  const open = async () => {
    list.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    list.replaceChildren(make('p', {className: 'subdued', role: 'status'}, words.loading));
    const entries = await entriesOf(targets, selection());
    if (!list.hidden) show(entries);
  };

  button.addEventListener('click', () => (list.hidden ? void open() : close(false)));
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close(true);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(list, event.key === 'ArrowDown' ? 1 : -1);
    }
  });
  document.addEventListener('click', (event) => {
    if (event.target instanceof Node && !root.contains(event.target)) close(false);
  });
}

function move(list: HTMLElement, by: 1 | -1): void {
  const items = [...list.querySelectorAll('button')];
  const at = items.findIndex((one) => one === document.activeElement);
  items[(at + by + items.length) % items.length]?.focus();
}

function item(entry: Opened, close: () => void): HTMLButtonElement {
  const icon = make('span', {className: 'app-icon', ariaHidden: 'true'}, '⬡');
  const button = make('button', {type: 'button', role: 'menuitem'}, icon, entry.extension.name);
  button.addEventListener('click', () => {
    close();
    if (entry.target.includes('print-action')) openPrintAction(entry);
    else openAction(entry);
  });
  return button;
}

/** Menus of the page itself; those of a selection are set up with it. */
export function setUpPageMenus(): void {
  for (const root of document.querySelectorAll<HTMLElement>('[data-menu]')) {
    if (!root.closest('[data-list]')) setUpMenu(root, () => (page.id ? [{id: page.id}] : []));
  }
}
