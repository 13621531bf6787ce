/** What a request's sentences look like, and the ways out that lead to the app. For every target. */
import type {Note, WayOut} from '../../../shared/progress.ts';
import type {Words} from '../../../shared/words.ts';

export function NoteText({note, words}: {note: Note; words: Words}) {
  if (note.kind === 'failure') return <s-paragraph tone="critical">{words.sentence(note.failure)}</s-paragraph>;
  const {key, values, at, tone} = note;
  const text = words.text(key, {...values, ...(at !== undefined && {date: words.date(at)})});
  return tone ? <s-paragraph tone={tone}>{text}</s-paragraph> : <s-paragraph>{text}</s-paragraph>;
}

export interface AppLinkProps {
  wayOut: Exclude<WayOut, 'send'>;
  serviceId: string;
  words: Words;
}

/** A way out that leads to the app's own pages. Shopify: `app:` stands for the app's address in the admin. */
export function AppLink({wayOut, serviceId, words}: AppLinkProps) {
  return (
    <s-button variant="secondary" href={wayOut === 'app' ? 'app:' : `app:services/${serviceId}`}>
      {words.text(`wayOut.${wayOut}`)}
    </s-button>
  );
}
