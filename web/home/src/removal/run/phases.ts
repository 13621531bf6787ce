/** How far a removal is, step by step, and what is worth saying aloud of it. */
import type {Removal, RemovalPhase} from '../../../../../core/wire.ts';
import type {Key} from '../../i18n/en.ts';
import type {Values} from '../../i18n/words.ts';

export interface Step {
  phase: RemovalPhase;
  standing: 'open' | 'now' | 'over';
  /** Where the step has things to count. */
  count: {done: number; total: number} | null;
}

const forward: RemovalPhase[] = ['list', 'requests', 'activate', 'orders', 'stock', 'profiles', 'delete', 'check'];

/** Whether what moved goes back. */
export function isRestore({status, progress}: Removal): boolean {
  return status === 'cancelling' || progress.phase === 'restore';
}

/** Whether it goes on by itself. */
export function isUnderWay({status}: Removal): boolean {
  return status === 'queued' || status === 'running' || status === 'cancelling';
}

const ends: readonly (RemovalPhase | null)[] = ['profiles', 'delete', 'check'];

/** It can be stopped before the service's end has begun; and where that is stuck. */
export function canStop(removal: Removal): boolean {
  if (isRestore(removal)) return false;
  return removal.status === 'attention' || !ends.includes(removal.progress.phase);
}

export function stepsOf(removal: Removal): Step[] {
  const {progress, status} = removal;
  const order: RemovalPhase[] = isRestore(removal) ? ['restore'] : forward;
  const at = status === 'queued' || progress.phase === null ? -1 : order.indexOf(progress.phase);
  return order.map((phase, index) => ({
    phase,
    standing: index < at ? 'over' : index === at ? 'now' : 'open',
    count: countOf(phase, progress),
  }));
}

function countOf(phase: RemovalPhase, progress: Removal['progress']): Step['count'] {
  const counts: Partial<Record<RemovalPhase, {done: number; total: number}>> = {
    requests: progress.requests,
    activate: progress.stocked,
    orders: progress.fulfillmentOrders,
    stock: progress.items,
    restore: progress,
  };
  const {done, total} = counts[phase] ?? {done: 0, total: 0};
  return total > 0 ? {done, total} : null;
}

/** How long it may still take, as roughly as it is known. */
export function timeLeft(seconds: number): {key: Key; values: Values} {
  if (seconds < 60) return {key: 'run.left.seconds', values: {}};
  if (seconds < 90 * 60) return {key: 'run.left.minutes', values: {count: Math.round(seconds / 60)}};
  return {key: 'run.left.hours', values: {count: Math.round(seconds / 3600)}};
}

/** Whole percents. */
export function percentOf({done, total}: {done: number; total: number}): number {
  return total > 0 ? Math.min(100, Math.floor((100 * done) / total)) : 0;
}

/** What a screen reader is told: it changes with each step and each quarter, not with each look. */
export function milestoneOf({progress}: Removal): {phase: RemovalPhase; percent: number} | null {
  if (progress.phase === null) return null;
  return {phase: progress.phase, percent: Math.floor(percentOf(progress) / 25) * 25};
}
