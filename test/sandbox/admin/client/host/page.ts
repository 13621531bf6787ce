/** What this page is: its data, and small helpers to make elements. */
import type {PageData} from '../shared/pageData.ts';

export const page: PageData = JSON.parse(document.getElementById('admin-data')?.textContent ?? 'null');
export const {words} = page;

type Children = (Node | string)[];

/** Makes an element with properties. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
  ...children: Children
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  element.append(...children);
  return element;
}

let count = 0;
/** An id that no other element of the page has. */
export const freshId = (prefix: string): string => `${prefix}-${++count}`;

/** Extensions at a target, in the order of their files. */
export function extensionsAt(target: string): {extension: PageData['extensions'][number]; shouldRender: boolean}[] {
  return page.extensions.flatMap((extension) => {
    const found = extension.targets.find((one) => one.target === target);
    return found ? [{extension, shouldRender: found.shouldRender}] : [];
  });
}
