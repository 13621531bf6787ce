/** Blocks: extensions that stand in the page itself, each in a card. */
import {openFrame, type ExtensionFrame} from './frame.ts';
import {follow} from './navigate.ts';
import {extensionsAt, make, page, words} from './page.ts';

export function setUpBlocks(): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-blocks]')) {
    const target = place.dataset['blocks'] ?? '';
    for (const {extension} of extensionsAt(target)) {
      const card = make('section', {className: 'card block-card', ariaLabel: extension.name});
      place.append(card);
      const frame: ExtensionFrame = openFrame(card, {
        extension,
        target,
        selected: page.id ? [{id: page.id}] : [],
        title: extension.name,
        className: 'extension-frame',
        heard: {
          size: ({height}) => {
            frame.element.style.blockSize = `${Math.max(height, 44)}px`;
          },
          navigate: ({href, target: where}) => follow(href, where),
          failed: () =>
            card.replaceChildren(make('p', {className: 'block-failed', role: 'alert'}, words.extensionFailed)),
        },
      });
    }
  }
}
