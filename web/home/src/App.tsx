/** The whole page: navigation, the page of the address, and what concerns all of them. */
import {useEffect, useRef} from 'preact/hooks';
import {Activity} from './activity/Activity.tsx';
import {RequestPage} from './activity/RequestPage.tsx';
import type {Key} from './i18n/en.ts';
import {hasCapability} from './bridge.ts';
import type {Words} from './i18n/words.ts';
import {useAddress} from './navigation.ts';
import {EndingPage} from './removal/EndingPages.tsx';
import {hrefOf, noFilters, routeOf, type Route} from './routes.ts';
import {Activate} from './services/Activate.tsx';
import {Services} from './services/Services.tsx';
import {ServicePage} from './settings/ServicePage.tsx';
import {useOnline} from './state/online.ts';
import {useWords, Voice, WordsProvider} from './ui/context.tsx';

export function App({words}: {words: Words}) {
  const {text} = words;
  const page = useRef<HTMLDivElement>(null);
  const hasMoved = useRef(false);
  const address = useAddress(() => {
    hasMoved.current = true;
  });
  const route = routeOf(address);
  const place = placeOf(route);

  useEffect(() => {
    document.title = `${text(titles[route.page])} · ${text('app.name')}`;
  }, [route.page]);

  // As after a click on a link in a page of its own: the screen reader starts with the new page.
  useEffect(() => {
    if (!hasMoved.current) return;
    window.scrollTo(0, 0);
    page.current?.focus();
  }, [place]);

  return (
    <WordsProvider words={words}>
      <s-app-nav>
        <s-link href="/" {...{rel: 'home'}}>
          {text('nav.services')}
        </s-link>
        <s-link href={hrefOf({page: 'activity', filters: noFilters})}>{text('nav.activity')}</s-link>
      </s-app-nav>
      <Voice />
      <Offline />
      <div id="page" ref={page} tabIndex={-1}>
        <PageOf route={route} key={place} />
      </div>
    </WordsProvider>
  );
}

const titles: Record<Route['page'], Key> = {
  services: 'services.title',
  activate: 'activate.title',
  service: 'services.column.service',
  removal: 'removal.pageTitle',
  reactivation: 'reactivation.pageTitle',
  activity: 'activity.title',
  request: 'request.pageTitle',
  nothing: 'nothing.title',
};

/** What makes a page another one; its filters do not. */
function placeOf(route: Route): string {
  return 'id' in route ? `${route.page} ${route.id}` : route.page;
}

function PageOf({route}: {route: Route}) {
  switch (route.page) {
    case 'services':
      return <Services />;
    case 'activate':
      return <Activate />;
    case 'service':
      return <ServicePage id={route.id} />;
    case 'removal':
    case 'reactivation':
      return hasCapability(route.page) ? <EndingPage page={route.page} id={route.id} /> : <Nothing />;
    case 'activity':
      return <Activity filters={route.filters} />;
    case 'request':
      return <RequestPage id={route.id} />;
    case 'nothing':
      return <Nothing />;
  }
}

function Offline() {
  const {text} = useWords();
  const online = useOnline();
  return (
    <div role="status" class="over">
      {!online && (
        <s-banner tone="warning" heading={text('offline.heading')}>
          {text('offline.body')}
        </s-banner>
      )}
    </div>
  );
}

function Nothing() {
  const {text} = useWords();
  return (
    <s-page heading={text('nothing.title')}>
      <s-section heading={text('nothing.heading')}>
        <s-stack gap="base">
          <s-paragraph>{text('nothing.body')}</s-paragraph>
          <s-stack direction="inline">
            <s-button href="/">{text('nothing.action')}</s-button>
          </s-stack>
        </s-stack>
      </s-section>
    </s-page>
  );
}
