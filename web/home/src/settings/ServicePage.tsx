/** The page of one fulfillment service. */
import {useState} from 'preact/hooks';
import type {Service} from '../../../../core/wire.ts';
import {app} from '../api/app.ts';
import type {Problem} from '../api/answer.ts';
import {Ending} from '../removal/Ending.tsx';
import {hrefOf, noFilters} from '../routes.ts';
import {Attention, LastEmail} from '../services/GlanceParts.tsx';
import {PauseButton} from '../services/ServiceTable.tsx';
import {badgeOf} from '../services/standing.ts';
import {forget, useResource} from '../state/resource.ts';
import {useWords} from '../ui/context.tsx';
import {ChangeFailed, Loaded, Skeleton} from '../ui/States.tsx';
import {Addresses, AlertTrouble, BlockedAddresses} from './Addresses.tsx';
import {formOf} from './form.ts';
import {Products} from './Products.tsx';
import {SettingsForm} from './SettingsForm.tsx';
import {TestEmail} from './TestEmail.tsx';

export function ServicePage({id}: {id: string}) {
  const {text} = useWords();
  const resource = useResource(`service ${id}`, () => app.service(id));
  const service = resource.value;
  const [problem, setProblem] = useState<Problem | null>(null);
  const [unsaved, setUnsaved] = useState(false);

  function changed(next: Service) {
    forget('services');
    // The answer to a change has no glance; what is known of it stays.
    resource.put({...service, ...next});
  }

  function saved(next: Service) {
    changed(next);
    // Another address has another standing.
    void resource.reload();
  }

  return (
    <s-page heading={service?.name ?? text('services.column.service')}>
      <s-link slot="breadcrumb-actions" href={hrefOf({page: 'services'})}>
        {text('service.back')}
      </s-link>
      <s-stack gap="base">
        {problem && <ChangeFailed problem={problem} heading={text('notDone.heading')} />}
        <Loaded resource={resource} skeleton={<Loading />}>
          {(loaded) => (
            <>
              <Status service={loaded} />
              <BlockedAddresses service={loaded} onChanged={changed} />
              <AlertTrouble service={loaded} onChanged={changed} />
              <Settings service={loaded} onSaved={saved} onUnsaved={setUnsaved} />
              {loaded.status !== 'removed' && <Products serviceId={id} />}
            </>
          )}
        </Loaded>
      </s-stack>
      {service && (
        <s-stack slot="aside" gap="base">
          <Standing service={service}>
            <PauseButton service={service} onChanged={changed} onProblem={setProblem} />
          </Standing>
          <Addresses service={service} />
          {(service.status === 'active' || service.status === 'paused') && (
            <TestEmail service={service} unsaved={unsaved} />
          )}
          <Ending service={service} />
        </s-stack>
      )}
    </s-page>
  );
}

function Loading() {
  return (
    <s-section>
      <Skeleton lines={[20, 52, 52, 52, 52]} />
    </s-section>
  );
}

/** What a service that is not in use means. */
function Status({service: {status}}: {service: Service}) {
  const {text} = useWords();
  if (status === 'active') return null;
  return (
    <s-banner tone={status === 'paused' ? 'warning' : 'info'} heading={text(`service.${status}Heading`)}>
      {text(`service.${status}Body`)}
    </s-banner>
  );
}

function Settings({
  service,
  ...rest
}: {
  service: Service;
  onSaved: (service: Service) => void;
  onUnsaved: (unsaved: boolean) => void;
}) {
  const stored = formOf(service);
  if (!stored) return null;
  const editable = service.status === 'active' || service.status === 'paused';
  return <SettingsForm id={service.id} stored={stored} editable={editable} {...rest} />;
}

function Standing({service, children}: {service: Service; children: preact.ComponentChildren}) {
  const {text} = useWords();
  const {glance} = service;
  const badge = badgeOf(service);
  const requests = hrefOf({page: 'activity', filters: {...noFilters, service: service.id}});
  return (
    <s-section heading={text('service.glance')}>
      <s-stack gap="base">
        <s-stack direction="inline" gap="small-200">
          <s-badge tone={badge.tone}>{text(badge.key)}</s-badge>
          {glance && <Attention glance={glance} />}
        </s-stack>
        {glance && (
          <>
            {glance.bounces > 0 && <s-text color="subdued">{text('services.bouncesWhen')}</s-text>}
            <s-link href={requests}>
              {glance.open > 0 ? text('services.open', {count: glance.open}) : text('services.openNone')}
            </s-link>
            <LastEmail glance={glance} />
          </>
        )}
        <s-stack direction="inline">{children}</s-stack>
      </s-stack>
    </s-section>
  );
}
