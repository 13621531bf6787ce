/** Lists: selecting, and what can be done with what is selected. */
import {setUpMenu} from './menus.ts';
import {words} from './page.ts';

export function setUpLists(): void {
  for (const list of document.querySelectorAll<HTMLElement>('[data-list]')) {
    const bulk = list.querySelector<HTMLElement>('.bulk');
    const count = list.querySelector('[data-selected]');
    const all = list.querySelector<HTMLInputElement>('[data-select-all]');
    const menu = list.querySelector<HTMLElement>('[data-menu]');
    if (!bulk || !count || !all || !menu) continue;
    const boxes = () => [...list.querySelectorAll<HTMLInputElement>('input[name="selected"]')];
    const selected = () => boxes().filter((box) => box.checked);

    const show = () => {
      const number = selected().length;
      bulk.hidden = number === 0;
      count.textContent = words.selected.replace('{number}', String(number));
      all.checked = number > 0 && number === boxes().length;
      all.indeterminate = number > 0 && !all.checked;
    };
    list.addEventListener('change', (event) => {
      if (event.target === all) for (const box of boxes()) box.checked = all.checked;
      show();
    });
    setUpMenu(menu, () => selected().map((box) => ({id: box.value})));
    // A page that the browser restored has its boxes as they were.
    show();
  }
}
