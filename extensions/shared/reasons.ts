/** Things that have the same failure in common. Pure. */

export interface Reason {
  code: string;
  message: string;
}

export interface ReasonGroup {
  reason: Reason;
  /** What a person knows the things by. */
  names: string[];
}

/** By reason, the most frequent first; each name once. */
export function grouped(items: {reason: Reason; name: string}[]): ReasonGroup[] {
  const groups = new Map<string, ReasonGroup>();
  for (const {reason, name} of items) {
    // A code may stand for several sentences, as with what Shopify refused.
    const key = `${reason.code} ${reason.message}`;
    const group = groups.get(key) ?? {reason, names: []};
    groups.set(key, group);
    if (!group.names.includes(name)) group.names.push(name);
  }
  // oxlint-disable-next-line unicorn/no-array-sort -- a fresh array; toSorted is younger than the hosts we build for (ES2022)
  return [...groups.values()].sort((a, b) => b.names.length - a.names.length);
}
