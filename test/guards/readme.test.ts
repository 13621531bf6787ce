/** The README says what is: its table of the environment equals the configuration, and its commands exist. */
import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {environment} from '../../core/config.ts';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const readme = read('README.md');

describe('README.md', () => {
  it('lists every variable of core/config.ts, with its default and its words, and no other', () => {
    const rows = readme
      .split('\n')
      .filter((line) => /^\| `[A-Z_]+`/.test(line))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    const cells = rows.map(([name, ...rest]) => [name?.replaceAll('`', ''), ...rest]);
    const wanted = Object.entries(environment.shape).map(([name, schema]) => {
      const unset = schema.safeParse(undefined);
      const fallback = unset.success ? (unset.data === undefined ? 'unset' : `\`${String(unset.data)}\``) : 'required';
      return [name, fallback, schema.description];
    });
    expect(cells).toEqual(wanted);
  });

  it('names only npm scripts that exist', () => {
    const {scripts} = JSON.parse(read('package.json')) as {scripts: Record<string, string>};
    const named = [...readme.matchAll(/npm (?:run )?([a-z][a-z:-]+)/g)].map(([, name]) => name ?? '');
    const missing = named.filter(
      (name) => !['install', 'ci', 'registry', 'package', 'audit'].includes(name) && !(name in scripts),
    );
    expect(missing).toEqual([]);
    expect(named).toEqual(expect.arrayContaining(['demo', 'test']));
  });

  it('is matched by .env.example: every required variable is there', () => {
    const example = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    const required = Object.entries(environment.shape).flatMap(([name, schema]) =>
      schema.safeParse(undefined).success ? [] : [name],
    );
    expect(new Set(example)).toEqual(new Set(required));
  });
});
