/** Stocking the chosen products: how far it is, and what could not be done. */
import {useEffect, useState} from 'preact/hooks';
import type {AssignmentJob, Service} from '../../../../../core/wire.ts';
import type {Problem, Result} from '../../api/answer.ts';
import {useResource} from '../../state/resource.ts';
import {announce, useWords} from '../../ui/context.tsx';
import {ChangeFailed, Loaded, Skeleton} from '../../ui/States.tsx';
import {removalApi} from '../api.ts';
import {Bar} from '../run/Progress.tsx';

interface JobsProps {
  service: Service;
  ids: string[];
  /** Stocks these once more. @returns why not */
  onRetry: (variantIds: string[]) => Promise<Problem | null>;
}

const isOver = ({status}: AssignmentJob) => status === 'done' || status === 'cancelled';
const every = (jobs: AssignmentJob[] | undefined) => (jobs?.every(isOver) ? 60_000 : 1_500);

export function Jobs({service, ids, onRetry}: JobsProps) {
  const {text} = useWords();
  const resource = useResource(`assignments ${ids.join(' ')}`, () => readAll(ids), {every});
  const jobs = resource.value ?? [];
  const over = jobs.length > 0 && jobs.every(isOver);
  const done = sum(jobs.map((job) => job.done));
  useEffect(() => {
    if (over) announce(text('reactivation.job.done', {count: done, service: service.name}));
  }, [over]);
  return (
    <s-section heading={text('reactivation.job')}>
      <Loaded resource={resource} skeleton={<Skeleton lines={[20, 20]} />}>
        {() => (
          <s-stack gap="base">
            {over ? (
              <s-text tone="success">{text('reactivation.job.done', {count: done, service: service.name})}</s-text>
            ) : (
              <UnderWay jobs={jobs} />
            )}
            {jobs.some(({status}) => status === 'cancelled') && <s-text>{text('reactivation.job.cancelled')}</s-text>}
            <Failed jobs={jobs} over={over} onRetry={onRetry} />
          </s-stack>
        )}
      </Loaded>
    </s-section>
  );
}

function UnderWay({jobs}: {jobs: AssignmentJob[]}) {
  const {text} = useWords();
  const counts = {
    done: sum(jobs.map((job) => job.done + job.failed.length)),
    total: sum(jobs.map((job) => job.total)),
  };
  return (
    <>
      <Bar {...counts} label={text('reactivation.job')} />
      <s-text type="strong">{text('run.done', counts)}</s-text>
      <s-text color="subdued">{text('run.leave')}</s-text>
    </>
  );
}

/** What the API says of a variant that does not exist any more. */
const goneCode = 'variant_not_found';

function Failed({jobs, over, onRetry}: {jobs: AssignmentJob[]; over: boolean; onRetry: JobsProps['onRetry']}) {
  const {text, sentence} = useWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const all = jobs.flatMap((job) => job.failed);
  // Those that are gone were told before, and no try brings them back.
  const failed = all.filter(({code}) => code !== goneCode);
  const gone = all.length - failed.length;
  if (failed.length === 0) return gone > 0 ? <s-text>{text('reactivation.job.gone', {count: gone})}</s-text> : null;

  async function retry() {
    setBusy(true);
    setProblem(await onRetry(failed.map(({variantId}) => variantId)));
    setBusy(false);
  }

  return (
    <>
      {gone > 0 && <s-text>{text('reactivation.job.gone', {count: gone})}</s-text>}
      <s-banner tone="warning" heading={text('reactivation.job.failed', {count: failed.length})}>
        <s-unordered-list>
          {failed.map((one) => (
            <s-list-item key={one.variantId}>
              <s-stack gap="none">
                <s-text>{one.title}</s-text>
                <s-text color="subdued">{sentence(one)}</s-text>
              </s-stack>
            </s-list-item>
          ))}
        </s-unordered-list>
      </s-banner>
      {problem && <ChangeFailed problem={problem} heading={text('reactivation.notStocked')} />}
      {over && (
        <s-stack direction="inline">
          <s-button loading={busy} onClick={() => void retry()}>
            {text('reactivation.job.retry')}
          </s-button>
        </s-stack>
      )}
    </>
  );
}

async function readAll(ids: readonly string[]): Promise<Result<AssignmentJob[]>> {
  const answers = await Promise.all(ids.map((id) => removalApi.assignment(id)));
  const jobs: AssignmentJob[] = [];
  for (const answer of answers) {
    if (!answer.ok) return answer;
    jobs.push(answer.value);
  }
  return {ok: true, value: jobs};
}

function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0);
}
