/** Access scopes: what Shopify's `requiredAccess` texts demand, and whether a token's scopes meet it. */

/** Every group must be met; a group is met by any one of its scopes. Empty: nothing is demanded that scopes could meet. */
export type Requirement = readonly (readonly string[])[];

const handle = /`([a-z_0-9]+)`/g;

/** Backticked words of a clause that are scopes. A user's permissions are written the same way; an app's own token has no user. */
function scopesIn(clause: string, mutation: boolean): string[] {
  const scopes: string[] = [];
  for (const match of clause.matchAll(handle)) {
    const name = match[1] ?? '';
    const after = clause.slice(match.index + match[0].length);
    if (/^( user)? permissions?\b/.test(after)) continue;
    scopes.push(/^(read|write)_/.test(name) ? name : `${mutation ? 'write' : 'read'}_${name}`);
  }
  return scopes;
}

/** Reads one of Shopify's texts: "`read_a` access scope, `read_b` access scope or `read_c` access scope. Also: …".
 * Bare names ("Any of `shipping` access scopes") mean `write_shipping` on a mutation, else `read_shipping`.
 * Sentences after "Also:" count when they demand a scope ("Requires the `read_returns` access scope"), not when they speak of
 * users, plans or of one argument. */
export function parseRequirement(textOf: string | null | undefined, mutation: boolean): Requirement {
  if (!textOf) return [];
  const [main = '', ...also] = textOf.replaceAll(/\s+/g, ' ').split(/ ?Also: /);
  if (/^(The )?[Uu]ser|^The staff/.test(main)) return [];
  if (/for queries and both .* for mutations/.test(main)) {
    const [read = '', write = ''] = scopesIn(main, mutation).filter((scope, at, all) => all.indexOf(scope) === at);
    return mutation ? [[read], [write]] : [[read]];
  }
  const groups = main
    .split(/ as well as | and \(| and the /)
    .map((clause) => scopesIn(clause, mutation))
    .filter((group) => group.length > 0);
  for (const sentence of also.join(' ').split(/(?<=\.) /)) {
    if (!/^(Requires|The app must have the|The app requires) .*access|^Requires .*scope/.test(sentence)) continue;
    if (/ to /.test(sentence)) continue;
    const group = scopesIn(sentence, mutation);
    if (group.length > 0) groups.push(group);
  }
  return groups;
}

/** The scopes with those they imply. Shopify: `write_x` includes `read_x`. */
export function withImplied(scopes: Iterable<string>): Set<string> {
  const all = new Set<string>();
  for (const scope of scopes) {
    all.add(scope);
    if (scope.startsWith('write_')) all.add(`read_${scope.slice('write_'.length)}`);
  }
  return all;
}

/** What a token may do. `every`: the look from outside, to which nothing is denied. */
export type Grant = {readonly every: true} | {readonly every: false; readonly scopes: ReadonlySet<string>};

/** Whether the grant meets the requirement. */
export function allows(grant: Grant, requirement: Requirement): boolean {
  return grant.every || requirement.every((group) => group.some((scope) => grant.scopes.has(scope)));
}

/** Extensions of Shopify's error and its message. Seen live. */
export function deniedMessage(fieldName: string, required: string): string {
  return `Access denied for ${fieldName} field.${required ? ` Required access: ${required.trim()}` : ''}`;
}
export function deniedExtensions(required: string): Record<string, string> {
  return {
    code: 'ACCESS_DENIED',
    documentation: 'https://shopify.dev/api/usage/access-scopes',
    requiredAccess: required.trim(),
  };
}
