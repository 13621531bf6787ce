/** The page of a service's removal, from the choice of who takes over to what came of it. */
import {useEffect, useRef} from 'preact/hooks';
import type {Removal, Service} from '../../../../core/wire.ts';
import {adminAddress} from '../bridge.ts';
import {hrefOf} from '../routes.ts';
import {isUnclaimed} from '../services/standing.ts';
import {useResource} from '../state/resource.ts';
import {announce, useWords} from '../ui/context.tsx';
import {Loaded, Skeleton} from '../ui/States.tsx';
import {readService, removalApi} from './api.ts';
import {Removed} from './Removed.tsx';
import {Attention} from './run/Attention.tsx';
import {Failures} from './run/Failures.tsx';
import {isUnderWay} from './run/phases.ts';
import {Progress} from './run/Progress.tsx';
import {Setup} from './setup/Setup.tsx';

const every = (removal: Removal | null | undefined) => (removal && isUnderWay(removal) ? 2_000 : 15_000);

export function RemovalPage({id}: {id: string}) {
  const {text} = useWords();
  const service = useResource(`service ${id}`, () => readService(id));
  const removal = useResource(`removal ${id}`, () => removalApi.read(id), {every});
  const status = removal.value?.status;
  const name = service.value?.name;
  // The service stands differently now.
  useEffect(() => {
    if (status) void service.reload();
  }, [status]);
  useEnds(removal.value, name);
  return (
    <s-page
      heading={
        name === undefined ? text('removal.pageTitle') : text(titleOf(service.value, removal.value), {service: name})
      }
    >
      <s-link slot="breadcrumb-actions" href={hrefOf({page: 'service', id})}>
        {name ?? text('services.column.service')}
      </s-link>
      <s-stack gap="base">
        <Loaded resource={service} skeleton={<Loading />}>
          {(known) =>
            known.ownedByThisApp ? (
              <Loaded resource={removal} skeleton={<Loading />}>
                {(latest) => (
                  <Standing
                    service={known}
                    removal={latest}
                    onChanged={removal.put}
                    onStale={() => void removal.reload()}
                  />
                )}
              </Loaded>
            ) : (
              <OtherApp />
            )
          }
        </Loaded>
      </s-stack>
    </s-page>
  );
}

/** Says how it ended, to who does not see it. */
function useEnds(removal: Removal | null | undefined, service = ''): void {
  const {text} = useWords();
  const status = removal?.status;
  const before = useRef(status);
  useEffect(() => {
    if (removal && before.current && before.current !== status && !isUnderWay(removal)) {
      if (status === 'done') announce(text('removed.title', {service}));
      if (status === 'cancelled') announce(text('stopped.heading'));
      if (status === 'attention') announce(text('attention.heading', {count: removal.failedCount}));
    }
    before.current = status;
  }, [status]);
}

function titleOf(
  service: Service | undefined,
  removal: Removal | null = null,
): 'removal.title' | 'run.title' | 'removed.pageTitle' {
  if (service && isGone(service, removal)) return 'removed.pageTitle';
  return removal && (isUnderWay(removal) || removal.status === 'attention') ? 'run.title' : 'removal.title';
}

function Loading() {
  return (
    <s-section>
      <Skeleton lines={[20, 52, 52]} />
    </s-section>
  );
}

interface StandingProps {
  service: Service;
  removal: Removal | null;
  onChanged: (removal: Removal | null) => void;
  onStale: () => void;
}

function Standing({service, removal, onChanged, onStale}: StandingProps) {
  const {text} = useWords();
  if (isUnclaimed(service)) return <s-banner tone="info">{text('removal.unclaimed')}</s-banner>;
  if (removal?.status === 'attention') return <Attention {...{service, removal, onChanged}} />;
  if (removal && isUnderWay(removal)) return <Progress {...{service, removal, onChanged}} />;
  if (isGone(service, removal)) return <Removed service={service} removal={removal} />;
  return (
    <>
      {removal?.status === 'cancelled' && <Stopped service={service} removal={removal} />}
      <Setup service={service} onStarted={onChanged} onStale={onStale} />
    </>
  );
}

/** What is known of the service may be older than the end of its removal. */
function isGone({status, updatedAt}: Service, removal: Removal | null): boolean {
  if (status === 'removed') return true;
  return removal?.status === 'done' && (removal.finishedAt ?? '') > (updatedAt ?? '');
}

function Stopped({service, removal}: {service: Service; removal: Removal}) {
  const {text, ago, sentence} = useWords();
  const {failedCount, finishedAt, waiting} = removal;
  return (
    <s-banner tone="info" heading={text('stopped.heading')}>
      {finishedAt && <s-paragraph>{text('stopped.body', {ago: ago(finishedAt)})}</s-paragraph>}
      {waiting && <s-paragraph>{text('stopped.rates', {why: sentence(waiting)})}</s-paragraph>}
      {failedCount > 0 && (
        <>
          <s-paragraph>{text('stopped.failed', {count: failedCount})}</s-paragraph>
          <Failures service={service} removal={removal} />
        </>
      )}
    </s-banner>
  );
}

function OtherApp() {
  const {text} = useWords();
  return (
    <s-section heading={text('removal.otherApp.heading')}>
      <s-stack gap="base">
        <s-paragraph>{text('removal.otherApp.body')}</s-paragraph>
        <s-stack direction="inline">
          <s-button href={adminAddress('settings/apps')} target="_top">
            {text('others.action')}
          </s-button>
        </s-stack>
      </s-stack>
    </s-section>
  );
}
