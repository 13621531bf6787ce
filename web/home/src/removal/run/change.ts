/** One change of a removal at a time, with what came of it. */
import {useState} from 'preact/hooks';
import type {Removal} from '../../../../../core/wire.ts';
import type {Problem, Result} from '../../api/answer.ts';
import {toast} from '../../bridge.ts';
import {forget} from '../../state/resource.ts';
import {announce} from '../../ui/context.tsx';
import {failuresKey} from './allFailures.ts';

interface Change<Name> {
  /** The one under way. */
  busy: Name | null;
  problem: Problem | null;
  /** @param done is said once it is */
  change: (name: Name, act: () => Promise<Result<Removal>>, done: string) => Promise<void>;
}

export function useChange<Name extends string>(onChanged: (removal: Removal) => void): Change<Name> {
  const [busy, setBusy] = useState<Name | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function change(name: Name, act: () => Promise<Result<Removal>>, done: string) {
    if (busy) return;
    setBusy(name);
    setProblem(null);
    const answer = await act();
    setBusy(null);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    forget('services');
    forget(failuresKey);
    toast(done);
    announce(done);
    onChanged(answer.value);
  }

  return {busy, problem, change};
}
