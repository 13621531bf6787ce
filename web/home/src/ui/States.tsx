/** Loading, failure, out of date, and what stands between a page and its data. */
import type {ComponentChildren} from 'preact';
import type {Problem} from '../api/answer.ts';
import {reloadPage} from '../bridge.ts';
import type {Resource} from '../state/resource.ts';
import {useWords} from './context.tsx';

/** Grey bars as tall as what will stand there. @param lines heights in px */
export function Skeleton({lines = [20, 20, 20]}: {lines?: number[]}) {
  const {text} = useWords();
  return (
    <div class="skeleton" role="status">
      <span class="visually-hidden">{text('common.loading')}</span>
      {lines.map((height, index) => (
        <span key={index} aria-hidden="true" style={{blockSize: `${height}px`}} />
      ))}
    </div>
  );
}

/** Why there is nothing to show, and what helps. */
export function Failure({problem, onRetry, busy}: {problem: Problem; onRetry: () => void; busy: boolean}) {
  const {text, sentence} = useWords();
  const ended = problem.code === 'unauthenticated';
  return (
    <s-banner tone={ended ? 'warning' : 'critical'} heading={text(ended ? 'session.heading' : 'failed.heading')}>
      <s-stack gap="base">
        <s-paragraph>{ended ? text('session.body') : sentence(problem)}</s-paragraph>
        <s-stack direction="inline">
          {ended ? (
            <s-button onClick={reloadPage}>{text('common.reload')}</s-button>
          ) : (
            <s-button loading={busy} onClick={onRetry}>
              {text('common.retry')}
            </s-button>
          )}
        </s-stack>
      </s-stack>
    </s-banner>
  );
}

/** What was seen before stays; why it could not be read again is said above it. */
function Stale({problem, onRetry, busy}: {problem: Problem; onRetry: () => void; busy: boolean}) {
  const {text, sentence} = useWords();
  // The page as a whole says that it is offline.
  if (problem.code === 'offline' && !navigator.onLine) return null;
  if (problem.code === 'unauthenticated') return <Failure problem={problem} onRetry={onRetry} busy={busy} />;
  return (
    <s-banner tone="warning" heading={text('stale.heading')}>
      <s-stack gap="base">
        <s-paragraph>{sentence(problem)}</s-paragraph>
        <s-stack direction="inline">
          <s-button loading={busy} onClick={onRetry}>
            {text('common.retry')}
          </s-button>
        </s-stack>
      </s-stack>
    </s-banner>
  );
}

interface LoadedProps<T> {
  resource: Resource<T>;
  /** While there is nothing yet. */
  skeleton: ComponentChildren;
  children: (value: T) => ComponentChildren;
}

/** The value; or what is there instead. */
export function Loaded<T>({resource, skeleton, children}: LoadedProps<T>) {
  const {value, problem, busy, reload} = resource;
  const retry = () => void reload();
  if (value === undefined) return problem ? <Failure problem={problem} onRetry={retry} busy={busy} /> : <>{skeleton}</>;
  return (
    <>
      {problem && <Stale problem={problem} onRetry={retry} busy={busy} />}
      {children(value)}
    </>
  );
}

/** A failed change: what was typed is still there. */
export function ChangeFailed({problem, heading}: {problem: Problem; heading: string}) {
  const {text, sentence} = useWords();
  const ended = problem.code === 'unauthenticated';
  return (
    <div role="alert">
      <s-banner tone="critical" heading={ended ? text('session.heading') : heading}>
        <s-stack gap="base">
          <s-paragraph>{ended ? text('session.body') : sentence(problem)}</s-paragraph>
          {ended && (
            <s-stack direction="inline">
              <s-button onClick={reloadPage}>{text('common.reload')}</s-button>
            </s-stack>
          )}
        </s-stack>
      </s-banner>
    </div>
  );
}
