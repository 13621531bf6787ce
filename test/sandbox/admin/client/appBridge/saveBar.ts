/** Save bars: `ui-save-bar` by its id, and forms that say `data-save-bar`. The admin shows the bar, the app does the saving. */
import type {Bridge} from '../shared/bridge.ts';

const formBar = 'form[data-save-bar]';

export function createSaveBars(bridge: Bridge) {
  const shown = new Set<string>();
  let dirty: HTMLFormElement | undefined;

  function setShown(id: string, on: boolean): void {
    if (on) shown.add(id);
    else shown.delete(id);
    bridge.tell({type: 'saveBar', id, shown: on});
  }
  function setDirty(form: HTMLFormElement | undefined): void {
    if (dirty === form) return;
    dirty = form;
    setShown(formBar, form !== undefined);
  }

  class SaveBarElement extends HTMLElement {
    show() {
      setShown(this.id, true);
      return Promise.resolve();
    }
    hide() {
      setShown(this.id, false);
      return Promise.resolve();
    }
    toggle() {
      return shown.has(this.id) ? this.hide() : this.show();
    }
    get showing() {
      return shown.has(this.id);
    }
    disconnectedCallback() {
      if (shown.has(this.id)) setShown(this.id, false);
    }
  }
  customElements.define('ui-save-bar', SaveBarElement);

  // Shopify: typing in such a form shows the bar; submitting and resetting it hides it.
  for (const type of ['input', 'change']) {
    document.addEventListener(type, (event) => {
      const field = event.composedPath().find((one) => one instanceof HTMLElement);
      const form = field?.closest('form[data-save-bar]') ?? hostForm(event);
      if (form instanceof HTMLFormElement) setDirty(form);
    });
  }
  for (const type of ['submit', 'reset']) {
    document.addEventListener(type, (event) => {
      if (event.target === dirty) setDirty(undefined);
    });
  }
  new MutationObserver(() => {
    if (dirty && !dirty.isConnected) setDirty(undefined);
  }).observe(document, {childList: true, subtree: true});

  bridge.on((message) => {
    if (message.type !== 'saveBarAction') return;
    if (message.id === formBar) {
      if (message.action === 'save') dirty?.requestSubmit();
      else dirty?.reset();
      return;
    }
    const bar = document.getElementById(message.id);
    const save = bar?.querySelector<HTMLElement>('button[variant="primary"], s-button[variant="primary"]');
    const discard = bar?.querySelector<HTMLElement>(
      'button:not([variant="primary"]), s-button:not([variant="primary"])',
    );
    (message.action === 'save' ? save : discard)?.click();
  });

  const named = (id: string) => {
    const bar = document.getElementById(id);
    if (!(bar instanceof SaveBarElement)) throw new Error(`There is no save bar with the id "${id}".`);
    return bar;
  };
  return {
    api: {
      show: (id: string) => named(id).show(),
      hide: (id: string) => named(id).hide(),
      toggle: (id: string) => named(id).toggle(),
      /** Before the page is left: there is nobody to ask here, so that what is typed stays. */
      leaveConfirmation: () =>
        shown.size === 0 ? Promise.resolve() : Promise.reject(new Error('There are unsaved changes.')),
    },
  };
}

/** The form around an element whose field stands in a shadow root. */
function hostForm(event: Event): Element | null {
  for (const one of event.composedPath())
    if (one instanceof HTMLElement && one.closest('form[data-save-bar]')) return one.closest('form[data-save-bar]');
  return null;
}
