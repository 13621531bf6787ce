/** The page on which a removed service comes back: its settings, and those of its products that the merchant chooses. */
import {useState} from 'preact/hooks';
import type {ReactivationAnswer, Service} from '../../../../../core/wire.ts';
import {app} from '../../api/app.ts';
import type {Problem} from '../../api/answer.ts';
import {noteAddress} from '../../navigation.ts';
import {hrefOf} from '../../routes.ts';
import {useResource} from '../../state/resource.ts';
import {useWords} from '../../ui/context.tsx';
import {Loaded, Skeleton} from '../../ui/States.tsx';
import {FormerRates} from './FormerRates.tsx';
import {Jobs} from './Jobs.tsx';
import {Back, KeptSettings, NotRemoved} from './parts.tsx';
import {Review} from './Review.tsx';
import {beginJobs} from './stock.ts';

export function ReactivationPage({id}: {id: string}) {
  const {text} = useWords();
  const service = useResource(`service ${id}`, () => app.service(id));
  const name = service.value?.name;
  return (
    <s-page heading={name === undefined ? text('reactivation.pageTitle') : text('reactivation.title', {service: name})}>
      <s-link slot="breadcrumb-actions" href={hrefOf({page: 'service', id})}>
        {name ?? text('services.column.service')}
      </s-link>
      <s-stack gap="base">
        <Loaded
          resource={service}
          skeleton={
            <s-section>
              <Skeleton lines={[20, 20, 36, 36, 36]} />
            </s-section>
          }
        >
          {(known) => <Return service={known} onBack={service.put} />}
        </Loaded>
      </s-stack>
    </s-page>
  );
}

/** The jobs in the address: a reload goes on where it was. */
function jobsInAddress(): string[] {
  return (new URLSearchParams(location.search).get('jobs') ?? '').split(',').filter(Boolean);
}

function Return({service, onBack}: {service: Service; onBack: (service: Service) => void}) {
  const {text} = useWords();
  const [answer, setAnswer] = useState<ReactivationAnswer | null>(null);
  const [jobs, setJobs] = useState(jobsInAddress);
  const [bringsStock, setBringsStock] = useState(false);
  const [joinsRates, setJoinsRates] = useState(true);
  const isRemoved = service.status === 'removed';

  function show(ids: string[]) {
    setJobs(ids);
    noteAddress(`${hrefOf({page: 'reactivation', id: service.id})}?jobs=${ids.join(',')}`);
  }

  async function stock(variantIds: readonly string[]): Promise<Problem | null> {
    const {jobs: begun, failed} = await beginJobs(service.id, variantIds, bringsStock);
    if (begun.length > 0) show(begun.map((job) => job.id));
    return failed?.problem ?? null;
  }

  const rates = (busy: boolean) => (
    <FormerRates service={service} joins={joinsRates} disabled={busy} onJoin={setJoinsRates} />
  );

  if (jobs.length > 0) {
    return (
      <>
        {answer && <Back answer={answer} />}
        <Jobs service={service} ids={jobs} onRetry={stock} />
        {rates(false)}
        <s-stack direction="inline">
          <s-button variant="primary" href={hrefOf({page: 'service', id: service.id})}>
            {text('reactivation.open', {service: service.name})}
          </s-button>
        </s-stack>
      </>
    );
  }
  if (service.status === 'removing' || !service.ownedByThisApp) return <NotRemoved service={service} />;
  return (
    <>
      {answer && <Back answer={answer} />}
      {isRemoved && <KeptSettings service={service} />}
      <Review
        service={service}
        isRemoved={isRemoved}
        bringsStock={bringsStock}
        joinsRates={joinsRates}
        rates={rates}
        onBringStock={setBringsStock}
        onReactivated={(given) => {
          setAnswer(given);
          onBack(given.service);
        }}
        onStock={stock}
      />
    </>
  );
}
