/** What a merchant may ask of a removal, and the table of exceptions in it. */
import {z} from 'zod';
import {AppError} from '../errors.ts';
import {parseInput} from '../requests/input.ts';

const id = z.union([z.string().max(100), z.number().int().positive()]).transform(String);
const destination = z.union([z.strictObject({serviceId: z.string().max(100)}), z.strictObject({locationId: id})]);

const removalInput = z.strictObject({
  destination,
  dryRun: z.boolean().default(false),
  exceptions: z
    .array(z.strictObject({variantId: id, destination}))
    .max(5000)
    .default([]),
  exceptionsCsv: z.string().max(500_000).optional(),
  takeOverRates: z.boolean().default(false),
});

export type ParsedRemoval = z.output<typeof removalInput>;

/** Checks the body of `POST /api/services/:id/removal`. @throws AppError `invalid_input` */
export function parseRemoval(value: unknown): ParsedRemoval {
  return parseInput(removalInput, value);
}

/** A row of the table: which variant, by SKU or by its number, and where it goes, by the place's name. */
export interface ExceptionRow {
  /** Counted from 1, with the header. */
  line: number;
  by: 'sku' | 'variantId';
  key: string;
  destination: string;
}

const most = 5000;

/**
 * Reads a table of exceptions: comma, semicolon or tab; quotes as in RFC 4180; the first line names the columns
 * (`sku` or `variant_id`, and `destination`).
 * @throws AppError `invalid_input` with every bad line in `details.problems`
 */
export function parseExceptions(csv: string): ExceptionRow[] {
  const text = csv.replace(/^\uFEFF/, '');
  const separator = separatorOf(text);
  const [head = [], ...rows] = records(text, separator);
  const names = head.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_'),
  );
  const at = {
    sku: names.indexOf('sku'),
    variantId: names.findIndex((name) => name === 'variant_id' || name === 'variantid'),
    destination: names.indexOf('destination'),
  };
  if (at.destination === -1 || (at.sku === -1 && at.variantId === -1)) {
    throw problem('exceptionsCsv.1', 'the first line must name the columns "sku" (or "variant_id") and "destination"');
  }
  const filled = rows
    .map((cells, index) => ({cells, line: index + 2}))
    .filter(({cells}) => cells.some((cell) => cell.trim()));
  if (filled.length > most) throw problem('exceptionsCsv', `at most ${most} lines`);
  const problems: {path: string; message: string}[] = [];
  const result = filled.flatMap(({cells, line}): ExceptionRow[] => {
    const cell = (index: number) => (index === -1 ? '' : (cells[index] ?? '').trim());
    const [variantId, sku, place] = [cell(at.variantId), cell(at.sku), cell(at.destination)];
    if (place !== '' && variantId !== '') return [{line, by: 'variantId', key: variantId, destination: place}];
    if (place !== '' && sku !== '') return [{line, by: 'sku', key: sku, destination: place}];
    problems.push({path: `exceptionsCsv.${line}`, message: place === '' ? 'names no destination' : 'names no variant'});
    return [];
  });
  if (problems.length > 0) throw new AppError('invalid_input', {details: {problems}});
  return result;
}

function problem(path: string, message: string): AppError {
  return new AppError('invalid_input', {
    message: `The table of exceptions cannot be read: ${message}.`,
    details: {problems: [{path, message}]},
  });
}

function separatorOf(text: string): string {
  const first = text.split(/\r?\n/, 1)[0] ?? '';
  return [',', ';', '\t'].toSorted((a, b) => first.split(b).length - first.split(a).length)[0] ?? ',';
}

/** RFC 4180: a quoted cell may hold separators, line breaks, and quotes written twice. */
function records(text: string, separator: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (char === separator || char === '\n') {
      rows.at(-1)?.push(cell);
      cell = '';
      if (char === '\n') rows.push([]);
    } else if (char !== '\r') cell += char;
  }
  rows.at(-1)?.push(cell);
  return rows;
}
