/** Postmark's words for why it sends nothing to an address. */
import type {BlockReason} from '../../wire.ts';

const reasons: readonly BlockReason[] = ['HardBounce', 'SpamComplaint', 'ManualSuppression'];

/** Postmark's `SuppressionReason`; null for none, or one that is not known here. */
export function reasonOf(value: unknown): BlockReason | null {
  return reasons.find((one) => one === value) ?? null;
}
