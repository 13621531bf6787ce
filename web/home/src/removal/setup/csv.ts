/** A table of exceptions, as it is typed, pasted from a spreadsheet or uploaded. */

/** What is wrong with a line; `row` as a spreadsheet counts. */
export interface TableProblem {
  row: number;
  kind: 'header' | 'columns' | 'noItem' | 'noPlace' | 'unknownPlace' | 'twice';
  /** The item or the place it is about. */
  about: string;
}

export interface Table {
  /** As the API takes it: commas between, a line for each row. */
  csv: string;
  /** Where each line of `csv` stands in what was typed, header and all. */
  rows: number[];
  /** How many exceptions it has. */
  count: number;
  problems: TableProblem[];
}

interface Line {
  row: number;
  cells: string[];
}

/** The API takes bodies up to 1 MB. */
export const maxTableLength = 900_000;

const headers = ['sku', 'variant_id'];

/** Reads a table. @param places the names that may stand in it */
export function readTable(text: string, places: readonly string[]): Table {
  const [header, ...lines] = linesOf(text);
  if (!header) return {csv: '', rows: [], count: 0, problems: []};
  const [item = '', place = ''] = header.cells.map((cell) => cell.toLowerCase());
  const isHeader = header.cells.length === 2 && headers.includes(item) && place === 'destination';
  const known = new Set(places.map((name) => name.toLowerCase()));
  const seen = new Set<string>();
  return {
    csv: [[item, place], ...lines.map(({cells}) => cells)].map(written).join('\n'),
    rows: [header, ...lines].map(({row}) => row),
    count: lines.length,
    problems: isHeader
      ? lines.flatMap((line) => problemOf(line, known, seen) ?? [])
      : [{row: header.row, kind: 'header', about: ''}],
  };
}

function problemOf({row, cells}: Line, known: ReadonlySet<string>, seen: Set<string>): TableProblem | null {
  const [item = '', place = ''] = cells;
  if (cells.length !== 2) return {row, kind: 'columns', about: ''};
  if (item === '') return {row, kind: 'noItem', about: ''};
  if (place === '') return {row, kind: 'noPlace', about: item};
  if (!known.has(place.toLowerCase())) return {row, kind: 'unknownPlace', about: place};
  if (seen.has(item)) return {row, kind: 'twice', about: item};
  seen.add(item);
  return null;
}

/** Lines that have something in them. Spreadsheets put tabs or semicolons between cells, too: the first line tells. */
function linesOf(text: string): Line[] {
  const clean = text.replace(/^\uFEFF/, '');
  const first = clean.split(/\r?\n/).find((line) => line.trim() !== '') ?? '';
  const separator = ['\t', ';'].find((one) => first.includes(one)) ?? ',';
  return parse(clean, separator).filter(({cells}) => cells.some((cell) => cell !== ''));
}

/** RFC 4180: cells in quotes may hold separators, line breaks and doubled quotes. */
function parse(text: string, separator: string): Line[] {
  const lines: Line[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let row = 1;
  let begun = 1;
  const endCell = () => {
    cells.push(cell.trim());
    cell = '';
  };
  const endLine = () => {
    endCell();
    lines.push({row: begun, cells});
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
    else if (!quoted && sign === '\n') endLine();
    else cell += sign;
    if (sign === '\n') row++;
  }
  endLine();
  return lines;
}

/** A line of CSV. */
export function written(cells: readonly string[]): string {
  return cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}
