/** How high a frame wants to be. */

/** Tells the height of the content now and whenever it changes. */
export function reportSize(tell: (height: number) => void): void {
  let last = -1;
  let watched: Element[] = [];
  const observer = new ResizeObserver(report);

  function report(): void {
    const height = Math.ceil(naturalHeight());
    if (height === last) return;
    last = height;
    tell(height);
  }

  function watch(): void {
    const now = parts();
    if (now.length !== watched.length || now.some((part, index) => part !== watched[index])) {
      observer.disconnect();
      watched = now;
      for (const part of now) observer.observe(part);
    }
    report();
  }

  new MutationObserver(watch).observe(document.body, {childList: true});
  watch();
}

/** An action stretches to its modal, so what counts is what is in it. */
function parts(): HTMLElement[] {
  const root = document.querySelector('s-admin-action')?.shadowRoot;
  const found = root ? [...root.querySelectorAll<HTMLElement>('.content, footer')] : [];
  return found.length > 0 ? found : [document.body];
}

function naturalHeight(): number {
  const [first, ...rest] = parts();
  if (!first || first === document.body) return document.body.getBoundingClientRect().height;
  const padding = first.parentElement ? getComputedStyle(first.parentElement) : null;
  const around = padding ? parseFloat(padding.paddingTop) + parseFloat(padding.paddingBottom) : 0;
  return [first, ...rest].reduce((sum, part) => sum + part.offsetHeight, around);
}
