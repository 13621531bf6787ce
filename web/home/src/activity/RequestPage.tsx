/** The page of one fulfillment request. */
import type {FulfillmentRequest} from '../../../../core/wire.ts';
import {app, numberOf} from '../api/app.ts';
import {adminAddress} from '../bridge.ts';
import {hrefOf, noFilters} from '../routes.ts';
import {useResource} from '../state/resource.ts';
import {useWords} from '../ui/context.tsx';
import {Loaded, Skeleton} from '../ui/States.tsx';
import {Actions} from './Actions.tsx';
import {AddressChangeEmails, CancellationEmails, Emails, History, Items} from './details.tsx';
import {StatusBadges} from './RequestTable.tsx';
import {isMoving} from './standing.ts';
import {TroubleBanner} from './TroubleBanner.tsx';

const every = (request: FulfillmentRequest | undefined) => (request && isMoving(request) ? 1_500 : 15_000);

export function RequestPage({id}: {id: string}) {
  const {text} = useWords();
  const resource = useResource(`request ${id}`, () => app.request(id), {every});
  const request = resource.value;
  const title = request
    ? text('request.title', {order: request.orderName, service: request.serviceName})
    : text('request.pageTitle');
  return (
    <s-page heading={title}>
      <s-link slot="breadcrumb-actions" href={hrefOf({page: 'activity', filters: noFilters})}>
        {text('request.back')}
      </s-link>
      <s-stack gap="base">
        <Loaded
          resource={resource}
          skeleton={
            <s-section>
              <Skeleton lines={[24, 20, 20, 20]} />
            </s-section>
          }
        >
          {(loaded) => (
            <>
              <TroubleBanner request={loaded} />
              <Items request={loaded} />
              <Emails request={loaded} />
              <CancellationEmails request={loaded} />
              <AddressChangeEmails request={loaded} />
              <History request={loaded} />
            </>
          )}
        </Loaded>
      </s-stack>
      {request && (
        <s-stack slot="aside" gap="base">
          <Standing request={request} onChanged={resource.put} />
        </s-stack>
      )}
    </s-page>
  );
}

interface StandingProps {
  request: FulfillmentRequest;
  onChanged: (request: FulfillmentRequest) => void;
}

function Standing({request, onChanged}: StandingProps) {
  const {text, dateTime, ago} = useWords();
  const {serviceId, serviceName, orderId, createdAt, answer} = request;
  return (
    <s-section heading={text('request.status')}>
      <s-stack gap="base">
        <StatusBadges request={request} />
        {answer && <s-text>{text(`request.answer.${answer.kind}`, {ago: ago(answer.at)})}</s-text>}
        {answer?.reason && <s-text>{text('request.answer.reason', {reason: answer.reason})}</s-text>}
        <s-stack gap="none">
          <s-text color="subdued">{text('request.service')}</s-text>
          <s-link href={hrefOf({page: 'service', id: serviceId})}>{serviceName}</s-link>
        </s-stack>
        <s-stack gap="none">
          <s-text color="subdued">{text('request.created')}</s-text>
          <s-text>{dateTime(createdAt)}</s-text>
        </s-stack>
        <s-link href={adminAddress(`orders/${numberOf(orderId)}`)} target="_top">
          {text('request.openOrder')}
        </s-link>
        <Actions request={request} onChanged={onChanged} />
      </s-stack>
    </s-section>
  );
}
