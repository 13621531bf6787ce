/** Lines of plain text, no longer than readers show whole. */

export const width = 76;

/** Broken at spaces alone; what has none (a URL, Thai) is left to the reader's mail client. */
export function wrap(value: string, columns = width): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of value.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
