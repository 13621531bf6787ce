/** The page of all fulfillment services. */
import type {Service} from '../../../../core/wire.ts';
import {app} from '../api/app.ts';
import {adminAddress, hasCapability} from '../bridge.ts';
import {ReactivateButton} from '../removal/Ending.tsx';
import {hrefOf, noFilters} from '../routes.ts';
import {useResource} from '../state/resource.ts';
import {useWords} from '../ui/context.tsx';
import {Loaded, Skeleton} from '../ui/States.tsx';
import {attentionOf, groupsOf, hasSent} from './standing.ts';
import {EndedBanners} from './EndedBanners.tsx';
import {Guide} from './Guide.tsx';
import {servicesKey} from './key.ts';
import {OtherServices} from './OtherServices.tsx';
import {ServiceTable} from './ServiceTable.tsx';

export function Services() {
  const {text} = useWords();
  const resource = useResource(servicesKey, app.services);
  const activate = hrefOf({page: 'activate'});
  return (
    <s-page heading={text('services.title')}>
      <s-button slot="primary-action" variant="primary" href={activate}>
        {text('services.activate')}
      </s-button>
      <s-stack gap="base">
        <Loaded
          resource={resource}
          skeleton={
            <s-section accessibilityLabel={text('services.list')}>
              <Skeleton lines={[20, 56, 56, 56]} />
            </s-section>
          }
        >
          {({items}) => (
            <Content
              services={items}
              onChanged={(changed) =>
                resource.put({items: items.map((one) => (one.id === changed.id ? changed : one)), nextCursor: null})
              }
            />
          )}
        </Loaded>
      </s-stack>
    </s-page>
  );
}

function Content({services, onChanged}: {services: Service[]; onChanged: (service: Service) => void}) {
  const {text} = useWords();
  const {live, removed, others} = groupsOf(services);
  const attention = attentionOf([...live, ...removed]);
  return (
    <>
      {attention > 0 && (
        <s-banner tone="warning" heading={text('services.attentionBanner', {count: attention})}>
          <s-link href={hrefOf({page: 'activity', filters: noFilters})}>{text('services.attentionAction')}</s-link>
        </s-banner>
      )}
      <EndedBanners services={removed} />
      {!hasSent(live) && <Guide services={live} />}
      {live.length > 0 && (
        <s-section padding="none" accessibilityLabel={text('services.list')}>
          <ServiceTable services={live} onChanged={onChanged} />
        </s-section>
      )}
      {removed.length > 0 && (
        <s-section heading={text('services.removedList')}>
          <s-stack gap="base">
            <s-paragraph color="subdued">{text('services.removedHelp')}</s-paragraph>
            {removed.map((service) => (
              <s-grid key={service.id} gridTemplateColumns="1fr auto" gap="base" alignItems="center">
                <s-stack gap="none">
                  <s-link href={hrefOf({page: 'service', id: service.id})}>{service.name}</s-link>
                  <s-text color="subdued">{service.email}</s-text>
                </s-stack>
                {hasCapability('reactivation') && (
                  <span class="whole">
                    <ReactivateButton service={service} />
                  </span>
                )}
              </s-grid>
            ))}
          </s-stack>
        </s-section>
      )}
      {others.length > 0 && <OtherServices services={others} manage={adminAddress('settings/apps')} />}
    </>
  );
}
