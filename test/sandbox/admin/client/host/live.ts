/** Keeps what the page shows of the shop current, without touching the extensions in it. */

const everyMs = 2000;
const places = () => [...document.querySelectorAll<HTMLElement>('[data-live]')];

let running: Promise<void> | undefined;

/** Reads the page once more and shows what has changed. */
export function refresh(): Promise<void> {
  running ??= read().finally(() => {
    running = undefined;
  });
  return running;
}

async function read(): Promise<void> {
  const response = await fetch(window.location.href).catch(() => null);
  if (!response?.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const place of places()) {
    const next = fresh.querySelector(`[data-live="${place.dataset['live']}"]`);
    if (!next || next.innerHTML === shown.get(place)) continue;
    const checked = [...place.querySelectorAll<HTMLInputElement>('input:checked')].map((box) => box.value);
    const focused = place.contains(document.activeElement) && document.activeElement?.getAttribute('aria-label');
    shown.set(place, next.innerHTML);
    place.innerHTML = next.innerHTML;
    for (const box of place.querySelectorAll<HTMLInputElement>('input')) box.checked = checked.includes(box.value);
    if (focused) place.querySelector<HTMLElement>(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
  }
}

/** What each place had when it was last written; the browser may write the same HTML in other words. */
const shown = new WeakMap<HTMLElement, string>();

export function keepCurrent(): void {
  if (places().length === 0) return;
  for (const place of places()) shown.set(place, place.innerHTML);
  setInterval(() => {
    if (document.visibilityState === 'visible') void refresh();
  }, everyMs);
}
