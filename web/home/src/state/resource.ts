/** Something the API gives: shown at once where it was seen before, read again in the background, kept through failures. */
import {useCallback, useEffect, useRef, useState} from 'preact/hooks';
import type {Problem, Result} from '../api/answer.ts';

export interface Resource<T> {
  /** What was read last; undefined until the first answer. */
  value: T | undefined;
  /** Why the last read failed; the value may still be there, out of date. */
  problem: Problem | null;
  /** Whether a read that was asked for by hand is under way. */
  busy: boolean;
  reload: () => Promise<void>;
  /** Takes over what a change answered with. */
  put: (value: T) => void;
}

/** What was read before, by key, for the way back. */
const seen = new Map<string, unknown>();

/** What is known of a list or a thing may be out of date: its next reader waits for a fresh answer. */
export function forget(prefix: string): void {
  for (const key of seen.keys()) if (key.startsWith(prefix)) seen.delete(key);
}

export interface ResourceOptions<T> {
  /** How long until it is read again by itself, in ms; it is not read while nobody looks. */
  every?: (value: T | undefined) => number;
}

const defaultEveryMs = 30_000;

/** After a read that failed the next comes sooner, in ms: doubled with each further one, up to the usual pause. */
const afterFailureMs = 5_000;

interface State<T> {
  key: string;
  value: T | undefined;
  problem: Problem | null;
  /** Reads that failed one after another. */
  failures: number;
}

/** @param key what is read; another key is another thing */
export function useResource<T>(
  key: string,
  read: () => Promise<Result<T>>,
  {every = () => defaultEveryMs}: ResourceOptions<T> = {},
): Resource<T> {
  // The map holds per key what this hook put there for the same key.
  const known = () => seen.get(key) as T | undefined;
  const [state, setState] = useState<State<T>>(() => ({key, value: known(), problem: null, failures: 0}));
  const [busy, setBusy] = useState(false);
  const latest = useRef({key, read, every});
  latest.current = {key, read, every};
  const count = useRef(0);

  const load = useCallback(async () => {
    const mine = ++count.current;
    const wanted = latest.current.key;
    const answer = await latest.current.read();
    // Only the last read counts: an earlier answer that comes late would write over a later one.
    if (mine !== count.current || wanted !== latest.current.key) return;
    if (answer.ok) seen.set(wanted, answer.value);
    setState((before) =>
      answer.ok
        ? {key: wanted, value: answer.value, problem: null, failures: 0}
        : {
            key: wanted,
            value: before.key === wanted ? before.value : undefined,
            problem: answer.problem,
            failures: before.key === wanted ? before.failures + 1 : 1,
          },
    );
  }, []);

  useEffect(() => {
    setState({key, value: known(), problem: null, failures: 0});
    const look = () => {
      if (!document.hidden) void load();
    };
    void load();
    window.addEventListener('online', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      count.current++;
      window.removeEventListener('online', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [key]);

  // From each answer, and each change, to the next read. Hidden, it rests until it is looked at again.
  useEffect(() => {
    const usual = latest.current.every(state.value);
    const sooner = state.failures > 0 ? afterFailureMs * 2 ** (state.failures - 1) : usual;
    const timer = setTimeout(
      () => {
        if (!document.hidden) void load();
      },
      Math.min(usual, sooner),
    );
    return () => clearTimeout(timer);
  }, [state]);

  const reload = useCallback(async () => {
    setBusy(true);
    await load();
    setBusy(false);
  }, []);

  const put = useCallback((value: T) => {
    // A read under way may answer with what was before the change.
    count.current++;
    seen.set(latest.current.key, value);
    setState({key: latest.current.key, value, problem: null, failures: 0});
  }, []);

  // Between a change of key and its effect the state is still that of the key before.
  const mine = state.key === key ? state : {value: known(), problem: null};
  return {value: mine.value, problem: mine.problem, busy, reload, put};
}
