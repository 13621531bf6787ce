/** The app's home page in its frame, as the admin shows it. */
import {html} from '../../postmark/inbox/html.ts';
import type {Page} from './page.ts';

/** @param src what the frame loads first. @param title the app's name */
export function homePage(src: string, title: string): Page {
  return {
    title,
    under: 'app',
    content: html`<h1 class="visually-hidden">${title}</h1>
      <iframe class="app-frame" id="app-frame" title="${title}" src="${src}" allow="clipboard-write"></iframe>`,
  };
}
