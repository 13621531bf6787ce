/** The script of every page of the admin. */
import {openByHandle} from './action.ts';
import {setUpBlocks} from './blocks.ts';
import {setUpHome} from './home.ts';
import {setUpLists} from './lists.ts';
import {keepCurrent} from './live.ts';
import {setUpPageMenus} from './menus.ts';
import {onExtensionLink} from './navigate.ts';
import {page} from './page.ts';
import {showToast} from './toast.ts';

const toggle = document.querySelector<HTMLElement>('.nav-toggle');
const side = document.getElementById('navigation');
toggle?.addEventListener('click', () => {
  const open = side?.classList.toggle('open') ?? false;
  toggle.setAttribute('aria-expanded', String(open));
});

onExtensionLink(openByHandle);
setUpPageMenus();
setUpLists();
setUpBlocks();
setUpHome();
keepCurrent();
if (page.problem) {
  console.error(page.problem);
  showToast(page.problem, true, 60_000);
}
