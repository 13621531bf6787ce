/** The stand-in for Shopify's polaris.js: every element that our pages and extensions use. */
import './layout.ts';
import './text.ts';
import './actions.ts';
import './feedback.ts';
import './textFields.ts';
import './choices.ts';
import './select.ts';
import './table.ts';
import './overlays.ts';
import './adminElements.ts';
import {pageStyle} from './tokens.ts';

const script = document.currentScript;
if (script instanceof HTMLScriptElement && script.src) loadFonts(new URL('../fonts/', script.src));

const sheet = new CSSStyleSheet();
sheet.replaceSync(pageStyle);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

/** The admin's own font, and one that has Thai: the machine may have neither. */
function loadFonts(folder: URL): void {
  for (const [family, file, range] of [
    ['Inter', 'inter.woff2', 'U+0000-024F, U+2000-206F, U+20AC, U+2122, U+2190-2193'],
    ['Noto Sans Thai', 'thai.woff2', 'U+0E01-0E5B, U+200B-200D, U+25CC'],
  ] as const) {
    const face = new FontFace(family, `url(${new URL(file, folder).href})`, {
      weight: '100 900',
      unicodeRange: range,
      display: 'swap',
    });
    document.fonts.add(face);
  }
}
