/** Loads the pages of a service's end and return, once one is opened. */
import {failed, type Problem} from '../api/answer.ts';
import {reloadPage} from '../bridge.ts';
import {loadLateTexts} from '../i18n/late.ts';
import type {JSX} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {useWords} from '../ui/context.tsx';
import {Failure, Skeleton} from '../ui/States.tsx';

type Page = (props: {id: string}) => JSX.Element;

const load = {
  removal: async () => (await import('./RemovalPage.tsx')).RemovalPage,
  reactivation: async () => (await import('./reactivation/ReactivationPage.tsx')).ReactivationPage,
};
const loaded: {[name in keyof typeof load]?: Page} = {};

export function EndingPage({page, id}: {page: keyof typeof load; id: string}) {
  const {text, locale} = useWords();
  const [, arrived] = useState(0);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    if (!loaded[page]) void fetchPage();
  }, [page]);

  async function fetchPage(): Promise<void> {
    try {
      const [component] = await Promise.all([load[page](), loadLateTexts(locale)]);
      loaded[page] = component;
      arrived((count) => count + 1);
    } catch {
      // Offline, or the app was updated since this page was opened and the script has another name now.
      setProblem(failed('unreadable', null, true).problem);
    }
  }

  const Page = loaded[page];
  if (Page) return <Page id={id} />;
  return (
    <s-page heading={text(`${page}.pageTitle`)}>
      <s-section>
        {problem ? <Failure problem={problem} busy={false} onRetry={reloadPage} /> : <Skeleton lines={[20, 52, 52]} />}
      </s-section>
    </s-page>
  );
}
