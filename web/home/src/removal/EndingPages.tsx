/** Loads the pages of a service's end and return, once one is opened. */
import {failed, type Problem} from '../api/answer.ts';
import {reloadPage} from '../bridge.ts';
import {useEffect, useState} from 'preact/hooks';
import {useWords} from '../ui/context.tsx';
import {Failure, Skeleton} from '../ui/States.tsx';
import type {endingPages} from './pages.tsx';

type Pages = typeof endingPages;

let loaded: Pages | undefined;

export function EndingPage({page, id}: {page: keyof Pages; id: string}) {
  const {text} = useWords();
  const [pages, setPages] = useState(loaded);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    if (pages) return;
    void load().then(setPages);
  }, []);

  async function load(): Promise<Pages | undefined> {
    try {
      loaded = (await import('./pages.tsx')).endingPages;
    } catch {
      // Offline, or the app was updated since this page was opened and the script has another name now.
      setProblem(failed('unreadable', null, true).problem);
    }
    return loaded;
  }

  if (pages) {
    const Page = pages[page];
    return <Page id={id} />;
  }
  return (
    <s-page heading={text(`${page}.pageTitle`)}>
      <s-section>
        {problem ? <Failure problem={problem} busy={false} onRetry={reloadPage} /> : <Skeleton lines={[20, 52, 52]} />}
      </s-section>
    </s-page>
  );
}
