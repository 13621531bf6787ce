/** What could not be moved, and why; to look at, and to take along as a table. */
import type {RemovalFailure, Service} from '../../../../../core/wire.ts';
import {announce, useWords} from '../../ui/context.tsx';
import {hrefOf} from '../../routes.ts';
import {written} from '../setup/csv.ts';

interface FailuresProps {
  /** The first of them. */
  failed: RemovalFailure[];
  /** Of all. */
  count: number;
  service: Service;
}

export function Failures({failed, count, service}: FailuresProps) {
  const {text, sentence} = useWords();

  function save() {
    const head = [text('failures.kind'), text('failures.what'), 'ID', text('failures.reason'), 'code'];
    const rows = failed.map((one) => [text(`failures.kind.${one.kind}`), one.title, one.id, sentence(one), one.code]);
    // Excel takes a file without this mark for one of its own old encodings.
    const csv = `\uFEFF${[head, ...rows].map((cells) => written(cells.map(harmless))).join('\r\n')}\r\n`;
    download(`${text('failures.file', {service: service.name})}.csv`, csv);
    announce(text('failures.exported'));
  }

  return (
    <s-stack gap="base">
      {failed.length < count && (
        <s-text color="subdued">{text('failures.first', {count: failed.length, total: count})}</s-text>
      )}
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{text('failures.what')}</s-table-header>
          <s-table-header listSlot="inline">{text('failures.kind')}</s-table-header>
          <s-table-header listSlot="secondary">{text('failures.reason')}</s-table-header>
        </s-table-header-row>
        <s-table-body>
          {failed.map((one) => (
            <s-table-row key={`${one.kind} ${one.id}`}>
              <s-table-cell>
                {one.kind === 'request' ? (
                  <s-link href={hrefOf({page: 'request', id: one.id})}>{one.title}</s-link>
                ) : (
                  one.title
                )}
              </s-table-cell>
              <s-table-cell>
                <s-badge>{text(`failures.kind.${one.kind}`)}</s-badge>
              </s-table-cell>
              <s-table-cell>{sentence(one)}</s-table-cell>
            </s-table-row>
          ))}
        </s-table-body>
      </s-table>
      <s-stack direction="inline">
        <s-button onClick={save}>{text('failures.export')}</s-button>
      </s-stack>
    </s-stack>
  );
}

/** A spreadsheet would calculate what begins like a formula: a product's title must not. */
function harmless(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

function download(name: string, csv: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([csv], {type: 'text/csv;charset=utf-8'}));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
