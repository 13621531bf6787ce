/** What happened to a request, newest first, in words, with local dates. */
import type {ComponentChildren} from 'preact';
import type {HistoryEntry} from '../../../../core/wire.ts';
import {sentenceOf} from '../../../shared/history.ts';
import type {Words} from '../../../shared/words.ts';

export function History({entries, words}: {entries: HistoryEntry[]; words: Words}) {
  return (
    <s-unordered-list>
      {entries.reduceRight<ComponentChildren[]>((items, entry, index) => {
        items.push(<s-list-item key={index}>{sentenceOf(entry, words)}</s-list-item>);
        return items;
      }, [])}
    </s-unordered-list>
  );
}
