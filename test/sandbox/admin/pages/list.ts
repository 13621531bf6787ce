/** What lists have in common: selecting, and what can be done with the selected. */
import {html, type Html} from '../../postmark/inbox/html.ts';
import type {Words} from '../words.ts';
import {menu} from './page.ts';

/** A table in a card; the bar above it shows once something is selected. */
export function listForm(words: Words, table: Html, next: string | null, targets: string[]): Html {
  return html`<section class="card table-card" data-list>
      <div class="bulk" hidden>
        <span data-selected role="status"></span>
        ${menu(words.moreActions, targets, 'selection-actions')}
      </div>
      <div class="table-wrap">${table}</div>
    </section>
    ${next && html`<p class="pages"><a class="button" href="${next}">${words.next}</a></p>`}`;
}
