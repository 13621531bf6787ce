/** A table of exceptions, as it is typed, pasted from a spreadsheet or uploaded. */

/** What is wrong with a line; `row` as a spreadsheet counts. */
export interface TableProblem {
  row: number;
  kind: 'header' | 'noItem' | 'noPlace' | 'unknownPlace' | 'twice' | 'tooMany';
  /** The item or the place it is about. */
  about: string;
}

/** An exception: which variant goes where. */
export interface TableLine {
  row: number;
  sku: string;
  variantId: string;
  place: string;
}

export interface Table {
  /** As the API takes it: a header, commas between, a line for each exception. */
  csv: string;
  lines: TableLine[];
  problems: TableProblem[];
}

/** The API takes tables up to so many characters and lines. */
export const maxTableLength = 500_000;
const maxLines = 5000;

/** Reads a table; columns it does not need may stand beside. @param places the names that may stand in it */
export function readTable(text: string, places: readonly string[]): Table {
  const [header, ...records] = recordsOf(text);
  if (!header) return {csv: '', lines: [], problems: []};
  const names = header.cells.map((cell) => cell.toLowerCase().replaceAll(/[\s-]+/g, '_'));
  const at = {sku: names.indexOf('sku'), variantId: names.indexOf('variant_id'), place: names.indexOf('destination')};
  const isHeader = at.place >= 0 && (at.sku >= 0 || at.variantId >= 0);
  if (!isHeader) return {csv: '', lines: [], problems: [{row: header.row, kind: 'header', about: ''}]};
  const lines = records.map(({row, cells}) => ({
    row,
    sku: cells[at.sku] ?? '',
    variantId: cells[at.variantId] ?? '',
    place: cells[at.place] ?? '',
  }));
  const known = new Set(places.map((name) => name.toLowerCase()));
  const seen = new Set<string>();
  const problems = lines.flatMap((line) => problemOf(line, known, seen) ?? []);
  const extra = lines[maxLines];
  return {
    csv: [['sku', 'variant_id', 'destination'], ...lines.map((one) => [one.sku, one.variantId, one.place])]
      .map(written)
      .join('\n'),
    lines,
    problems: extra ? [{row: extra.row, kind: 'tooMany', about: String(maxLines)}, ...problems] : problems,
  };
}

/** How the merchant knows the variant of a line. */
export function itemOf({sku, variantId}: TableLine): string {
  return variantId || sku;
}

function problemOf(line: TableLine, known: ReadonlySet<string>, seen: Set<string>): TableProblem | null {
  const {row, place} = line;
  const item = itemOf(line);
  if (item === '') return {row, kind: 'noItem', about: ''};
  if (place === '') return {row, kind: 'noPlace', about: item};
  if (!known.has(place.toLowerCase())) return {row, kind: 'unknownPlace', about: place};
  if (seen.has(item)) return {row, kind: 'twice', about: item};
  seen.add(item);
  return null;
}

interface TableRecord {
  row: number;
  cells: string[];
}

/** Lines that have something in them. Spreadsheets put tabs or semicolons between cells, too: the first line tells. */
function recordsOf(text: string): TableRecord[] {
  const clean = text.replace(/^\uFEFF/, '');
  const first = clean.split(/\r?\n/).find((line) => line.trim() !== '') ?? '';
  const separator = ['\t', ';'].find((one) => first.includes(one)) ?? ',';
  return parse(clean, separator).filter(({cells}) => cells.some((cell) => cell !== ''));
}

/** RFC 4180: cells in quotes may hold separators, line breaks and doubled quotes. */
function parse(text: string, separator: string): TableRecord[] {
  const records: TableRecord[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let row = 1;
  let begun = 1;
  const endCell = () => {
    cells.push(cell.trim());
    cell = '';
  };
  const endRecord = () => {
    endCell();
    records.push({row: begun, cells});
    cells = [];
    begun = row + 1;
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (quoted && sign === '"' && text.charAt(at + 1) === '"') {
      cell += sign;
      at++;
    } else if (sign === '"' && (quoted || cell.trim() === '')) quoted = !quoted;
    else if (!quoted && sign === separator) endCell();
    else if (!quoted && sign === '\n') endRecord();
    else cell += sign;
    if (sign === '\n') row++;
  }
  endRecord();
  return records;
}

/** A line of CSV. */
export function written(cells: readonly string[]): string {
  return cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}
