/** HTML whose interpolated values are escaped unless they are HTML themselves. */

class Markup {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

/** Escaped HTML; made by {@link html} alone. */
export type Html = Markup;

export type HtmlValue = Html | string | number | null | false | readonly HtmlValue[];

const entities: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'};

function escape(value: HtmlValue): string {
  if (value === null || value === false) return '';
  if (value instanceof Markup) return value.toString();
  if (typeof value === 'object') return value.map(escape).join('');
  return String(value).replaceAll(/[&<>"']/g, (char) => entities[char] ?? '');
}

/** The source's indentation is for its readers: in the email a line break alone is left of it. Kept per template. */
const squeezed = new WeakMap<TemplateStringsArray, string[]>();

function squeeze(strings: TemplateStringsArray): string[] {
  const known = squeezed.get(strings);
  if (known) return known;
  const result = strings.map((text) => text.replaceAll(/\s*\n\s*/g, '\n'));
  squeezed.set(strings, result);
  return result;
}

/** A template of HTML. Values are escaped for text and for attributes in double quotes (never write others, and no value into
 * `<style>` or a comment); URLs must have passed `httpsUrl`. null and false are left out, arrays are joined without a separator. */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  const parts = squeeze(strings);
  return new Markup(parts.map((text, i) => text + (i < values.length ? escape(values[i] ?? null) : '')).join(''));
}

/** The parts with a separator between them; empty ones (null, false, '') are left out. */
export function join(parts: readonly HtmlValue[], separator: Html): Html {
  const present = parts.filter((part) => part !== null && part !== false && part !== '');
  return html`${present.flatMap((part, i) => (i === 0 ? [part] : [separator, part]))}`;
}
