/** The icons that our pages use, drawn on a 20 by 20 grid; a name without a drawing gets a dot. */

const drawings: Record<string, string> = {
  'alert-circle': 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm0 3.5v4.5M10 13.2v.3',
  'alert-triangle': 'M10 3.5 17 16H3l7-12.5Zm0 4.5v3.5M10 13.5v.3',
  'alert-diamond': 'M10 2.8 17.2 10 10 17.2 2.8 10 10 2.8Zm0 3.7V11M10 13v.3',
  'alert-octagon': 'M7 3h6l4 4v6l-4 4H7l-4-4V7l4-4Zm3 3.5V11M10 13v.3',
  'arrow-left': 'M16 10H4m5-5-5 5 5 5',
  'arrow-right': 'M4 10h12m-5-5 5 5-5 5',
  'arrow-up': 'M10 16V4M5 9l5-5 5 5',
  'arrow-down': 'M10 4v12m-5-5 5 5 5-5',
  check: 'm4 10.5 4 4 8-9',
  'check-circle': 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm-3 7 2.2 2.2L13.2 8',
  'chevron-down': 'm5.5 8 4.5 4.5L14.5 8',
  'chevron-up': 'm5.5 12 4.5-4.5 4.5 4.5',
  'chevron-left': 'm12 5.5-4.5 4.5L12 14.5',
  'chevron-right': 'm8 5.5 4.5 4.5L8 14.5',
  clock: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm0 3v4l3 2',
  delete: 'M4 6h12M8 6V4h4v2m-7 0 1 11h8l1-11M8.5 9v5M11.5 9v5',
  delivery: 'M2.5 5h9v9h-9zM11.5 8h3l3 3v3h-6M6 14.5a1.5 1.5 0 1 0 .01 0M14 14.5a1.5 1.5 0 1 0 .01 0',
  duplicate: 'M7 7h9v9H7zM4 13V4h9',
  edit: 'm4 16 1-4 8.500-8.500 3 3L8 15l-4 1Z',
  email: 'M3 5h14v10H3zm0 1 7 5 7-5',
  external: 'M11 4h5v5m0-5-7 7M14 11.500V16H4V6h4.500',
  filter: 'M3 6h14M5.500 10h9M8 14h4',
  home: 'm3 9.500 7-6 7 6V16h-5v-4H8v4H3z',
  inventory: 'm10 3 7 3.500v7L10 17l-7-3.500v-7L10 3Zm0 7 7-3.500M10 10 3 6.500M10 10v7',
  info: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm0 6v4.500M10 6.500v.3',
  language: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm-7 7h14M10 3c-4 4-4 10 0 14M10 3c4 4 4 10 0 14',
  location: 'M10 17s6-5.500 6-9.500a6 6 0 0 0-12 0C4 11.500 10 17 10 17Zm0-11.500a2 2 0 1 0 .01 0',
  menu: 'M3 5.500h14M3 10h14M3 14.500h14',
  'menu-horizontal': 'M5 10h.01M10 10h.01M15 10h.01',
  minus: 'M4 10h12',
  note: 'M4 3h12v9l-4 5H4zM7 7h6M7 10h4',
  order: 'M4 4h12v12H4zM4 11h3.500l1 2h3l1-2H16',
  orders: 'M4 4h12v12H4zM4 11h3.500l1 2h3l1-2H16',
  package: 'm10 3 7 3.500v7L10 17l-7-3.500v-7L10 3Zm0 7 7-3.500M10 10 3 6.500M10 10v7',
  pause: 'M7 4.500v11M13 4.500v11',
  'pause-circle': 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM8.300 7.500v5M11.700 7.500v5',
  person: 'M10 4a3 3 0 1 0 .01 0M4 17c0-4 2.500-6 6-6s6 2 6 6',
  play: 'm6 4 10 6-10 6z',
  plus: 'M10 4v12M4 10h12',
  print: 'M6 7V3h8v4M4 7h12v6h-2v4H6v-4H4z',
  product: 'm3 10 7-7h6v6l-7 7zM13 6.500h.01',
  products: 'm3 10 7-7h6v6l-7 7zM13 6.500h.01',
  question: 'M7.500 8a2.500 2.500 0 1 1 3.500 2.300c-.7.3-1 .8-1 1.700M10 14.500v.3',
  refresh: 'M16 10a6 6 0 1 1-2-4.500L16 7M16 3v4h-4',
  reset: 'M4 10a6 6 0 1 0 2-4.500L4 7M4 3v4h4',
  search: 'M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4Zm4 9 4 4',
  send: 'm3 10 14-6-5 13-3-5z',
  settings:
    'M10 7.500a2.500 2.500 0 1 0 .01 0M10 2.500v3M10 14.500v3M2.500 10h3M14.500 10h3M4.700 4.700l2 2M13.300 13.300l2 2M15.300 4.700l-2 2M6.700 13.300l-2 2',
  store: 'M3 8 5 3h10l2 5M4 8v9h12V8M3 8h14M8 17v-5h4v5',
  undo: 'M8 4 4 8l4 4M4 8h7a5 5 0 0 1 0 10H8',
  view: 'M2 10s3-5.500 8-5.500S18 10 18 10s-3 5.500-8 5.500S2 10 2 10Zm8-2a2 2 0 1 0 .01 0',
  x: 'm5 5 10 10M15 5 5 15',
  'x-circle': 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM7.500 7.500l5 5m0-5-5 5',
};

/** An icon in the color of the text around it, for eyes only. */
export function iconOf(type: string): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('width', '100%');
  svg.setAttribute('height', '100%');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', drawings[type] ?? 'M10 10h.01');
  for (const [name, value] of [
    ['fill', 'none'],
    ['stroke', 'currentColor'],
    ['stroke-width', '1.5'],
    ['stroke-linecap', 'round'],
    ['stroke-linejoin', 'round'],
  ] as const) {
    path.setAttribute(name, value);
  }
  svg.append(path);
  return svg;
}
