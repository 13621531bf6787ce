/** Exceptions as a table: pasted from a spreadsheet, or uploaded. */
import {useRef, useState} from 'preact/hooks';
import type {FieldProblem} from '../../api/answer.ts';
import {announce, useWords} from '../../ui/context.tsx';
import type {Choice, ChoiceErrors} from './choice.ts';
import {itemOf, maxTableLength, readTable, type Table, type TableProblem} from './csv.ts';

interface TableExceptionsProps {
  choice: Choice;
  errors: ChoiceErrors;
  /** What the API found wrong, by its path in the table. */
  tableProblems: FieldProblem[];
  /** Of the places it may name. */
  names: string[];
  busy: boolean;
  onChange: (choice: Choice) => void;
}

const example = 'sku,destination';
/** So many are named; the rest is counted. */
const shown = 10;

export function TableExceptions({choice, errors, tableProblems, names, busy, onChange}: TableExceptionsProps) {
  const {text, list} = useWords();
  const file = useRef<HTMLInputElement>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const table = readTable(choice.table, names);
  const {sentenceOf, refusalOf} = useProblemWords();
  // Found here, in the merchant's language; only what the API alone can know comes from it.
  const problems = [
    ...(errors.table ? table.problems.map((problem) => ({row: problem.row, sentence: sentenceOf(problem)})) : []),
    ...tableProblems.map((problem) => refusalOf(problem, table)),
  ];

  async function upload(chosen: File | undefined) {
    if (!chosen) return;
    setTooLarge(chosen.size > maxTableLength);
    if (chosen.size > maxTableLength) return;
    onChange({...choice, table: await chosen.text()});
    announce(text('removal.csv.uploaded', {file: chosen.name}));
    // The same file may be chosen again once it was mended.
    if (file.current) file.current.value = '';
  }

  return (
    <s-stack gap="base">
      <s-text-area
        label={text('removal.csv')}
        details={text('removal.csv.help')}
        name="table"
        rows={6}
        disabled={busy}
        placeholder={example}
        autocomplete="off"
        value={choice.table}
        error={tooLarge ? text('removal.csv.tooLarge') : errors.table ? text(errors.table) : ''}
        onInput={(event) => onChange({...choice, table: event.currentTarget.value})}
      />
      <s-text color="subdued">{text('removal.csv.places', {places: list(names)})}</s-text>
      <s-stack direction="inline" gap="small" alignItems="center">
        <s-button disabled={busy} onClick={() => file.current?.click()}>
          {text('removal.csv.upload')}
        </s-button>
        {table.lines.length > 0 && <s-text>{text('removal.csv.lines', {count: table.lines.length})}</s-text>}
      </s-stack>
      <input
        ref={file}
        type="file"
        accept=".csv,.txt,.tsv,text/csv,text/plain"
        hidden
        onChange={(event) => void upload(event.currentTarget.files?.[0])}
      />
      {problems.length > 0 && (
        <div role="alert">
          <s-banner tone="critical" heading={text('removal.csv.errors')}>
            <s-unordered-list>
              {problems.slice(0, shown).map(({row, sentence}) => (
                <s-list-item key={`${row} ${sentence}`}>
                  {row === null ? sentence : text('removal.csv.row', {row, problem: sentence})}
                </s-list-item>
              ))}
              {problems.length > shown && (
                <s-list-item>{text('removal.csv.more', {count: problems.length - shown})}</s-list-item>
              )}
            </s-unordered-list>
          </s-banner>
        </div>
      )}
    </s-stack>
  );
}

function useProblemWords() {
  const {text} = useWords();
  const sentenceOf = ({kind, about}: TableProblem): string => {
    if (kind === 'unknownPlace') return text('removal.csv.unknownPlace', {place: about});
    if (kind === 'twice') return text('removal.csv.twice', {item: about});
    if (kind === 'tooMany') return text('removal.csv.tooMany', {count: Number(about)});
    return text(`removal.csv.${kind}`);
  };
  // The API counts the lines of what it got, the header first. What cannot be known here is whether a variant is stocked there.
  const refusalOf = ({path, message}: FieldProblem, {lines}: Table): {row: number | null; sentence: string} => {
    const line = lines[Number(/\.(\d+)$/.exec(path)?.[1]) - 2];
    if (!line) return {row: null, sentence: message};
    const isItem = message.includes('not stocked');
    return {row: line.row, sentence: isItem ? text('removal.csv.notStocked', {item: itemOf(line)}) : message};
  };
  return {sentenceOf, refusalOf};
}
