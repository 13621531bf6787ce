/** What could not be moved, and why: counted by reason, to look at page by page, and to take along as a table. */
import {useState} from 'preact/hooks';
import type {Removal, RemovalFailure, RemovalFailureGroup, Service} from '../../../../../core/wire.ts';
import type {Problem} from '../../api/answer.ts';
import {hrefOf} from '../../routes.ts';
import {useList} from '../../state/list.ts';
import {announce, useWords} from '../../ui/context.tsx';
import {More} from '../../ui/More.tsx';
import {ChangeFailed, Loaded, Skeleton} from '../../ui/States.tsx';
import {removalApi} from '../api.ts';
import {written} from '../setup/csv.ts';
import {failuresKey, readAllFailures} from './allFailures.ts';

interface FailuresProps {
  service: Service;
  removal: Removal;
}

/** Shown at once. */
const perPage = 50;
/** The choice of no reason alone. */
const all = 'all';

export function Failures({service, removal}: FailuresProps) {
  const {text} = useWords();
  const {failureGroups: groups, failedCount} = removal;
  const [chosen, setChosen] = useState<string | null>(null);
  // A reason may have gone, with all that failed for it.
  const group = groups.find(({key}) => key === chosen)?.key ?? null;
  const list = useList<RemovalFailure>(
    `${failuresKey} ${removal.id} ${group}`,
    (cursor) => removalApi.failures(service.id, {cursor, group, limit: perPage}),
    ({kind, id}) => `${kind} ${id}`,
    {every: () => 15_000},
  );
  return (
    <s-stack gap="base">
      {groups.length > 1 && <Reasons groups={groups} total={failedCount} chosen={group} onChoose={setChosen} />}
      <Loaded resource={list.resource} skeleton={<Skeleton lines={[36, 36, 36]} />}>
        {() => (
          <>
            <Rows items={list.items} />
            <More list={list} />
          </>
        )}
      </Loaded>
      <Download service={service} label={text('failures.export', {count: failedCount})} />
    </s-stack>
  );
}

interface ReasonsProps {
  groups: RemovalFailureGroup[];
  total: number;
  chosen: string | null;
  onChoose: (key: string | null) => void;
}

/** The reasons, the most frequent first; one of them can be looked at alone. */
function Reasons({groups, total, chosen, onChoose}: ReasonsProps) {
  const {text, sentence} = useWords();
  const choices = [
    {key: null, label: text('failures.all', {count: total})},
    ...groups.map((group) => ({
      key: group.key,
      label: text('failures.because', {
        count: group.count,
        kind: text(`failures.kind.${group.kind}`),
        reason: sentence(group),
      }),
    })),
  ];
  return (
    <s-choice-list
      label={text('failures.reasons')}
      name="reason"
      values={[chosen ?? all]}
      onChange={({currentTarget: {values}}) => onChoose(values[0] === all ? null : (values[0] ?? null))}
    >
      {choices.map(({key, label}) => (
        <s-choice key={key ?? all} value={key ?? all} selected={key === chosen}>
          {label}
        </s-choice>
      ))}
    </s-choice-list>
  );
}

function Rows({items}: {items: RemovalFailure[]}) {
  const {text, sentence} = useWords();
  return (
    <s-table>
      <s-table-header-row>
        <s-table-header listSlot="primary">{text('failures.what')}</s-table-header>
        <s-table-header listSlot="inline">{text('failures.kind')}</s-table-header>
        <s-table-header listSlot="secondary">{text('failures.reason')}</s-table-header>
      </s-table-header-row>
      <s-table-body>
        {items.map((one) => (
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
  );
}

/** All of them, however many pages that are, in the merchant's words. */
function Download({service, label}: {service: Service; label: string}) {
  const {text, sentence} = useWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function save() {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    const answer = await readAllFailures(service.id);
    setBusy(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    const head = [text('failures.kind'), text('failures.what'), 'ID', text('failures.reason'), 'code'];
    const rows = answer.value.map((one) => [
      text(`failures.kind.${one.kind}`),
      one.title,
      one.id,
      sentence(one),
      one.code,
    ]);
    // Excel takes a file without this mark for one of its own old encodings.
    const csv = `\uFEFF${[head, ...rows].map((cells) => written(cells.map(harmless))).join('\r\n')}\r\n`;
    download(`${text('failures.file', {service: service.name})}.csv`, csv);
    announce(text('failures.exported'));
  }

  return (
    <>
      {problem && <ChangeFailed problem={problem} heading={text('notDone.heading')} />}
      <s-stack direction="inline">
        <s-button loading={busy} onClick={() => void save()}>
          {label}
        </s-button>
      </s-stack>
    </>
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
