/** The page of all fulfillment requests: first those that need a person. */
import type {FulfillmentRequest} from '../../../../core/wire.ts';
import {app, type RequestQuery} from '../api/app.ts';
import {adminAddress} from '../bridge.ts';
import {noteAddress} from '../navigation.ts';
import {hrefOf, noFilters, type Filters} from '../routes.ts';
import {useList, type List} from '../state/list.ts';
import {useWords} from '../ui/context.tsx';
import {More} from '../ui/More.tsx';
import {Loaded, Skeleton} from '../ui/States.tsx';
import {useState} from 'preact/hooks';
import {FilterFields} from './FilterFields.tsx';
import {AttentionTable, RequestTable} from './RequestTable.tsx';
import {isMoving, statusesOf} from './standing.ts';

const idOf = ({id}: FulfillmentRequest) => id;
/** What is under way changes within seconds. */
const every = (page: {items: FulfillmentRequest[]} | undefined) => (page?.items.some(isMoving) ? 2_000 : 15_000);

export function Activity({filters: initial}: {filters: Filters}) {
  const {text} = useWords();
  const [filters, setFilters] = useState(initial);
  const attention = useList(
    'requests attention',
    (cursor) => app.requests(queryOf({attention: 'true'}, cursor)),
    idOf,
    {
      every,
    },
  );
  const key = `requests ${hrefOf({page: 'activity', filters})}`;
  const all = useList(key, (cursor) => app.requests(queryOf(asQuery(filters), cursor)), idOf, {every});

  function change(next: Filters) {
    setFilters(next);
    // The address remembers the filters, for a reload and for the way back.
    noteAddress(hrefOf({page: 'activity', filters: next}));
  }

  return (
    <s-page heading={text('activity.title')}>
      <s-stack gap="base">
        <s-section heading={text('activity.attention')}>
          <Loaded resource={attention.resource} skeleton={<Skeleton lines={[20]} />}>
            {() =>
              attention.items.length > 0 ? (
                <>
                  <AttentionTable requests={attention.items} />
                  <More list={attention} />
                </>
              ) : (
                <s-text color="subdued">{text('activity.attentionNone')}</s-text>
              )
            }
          </Loaded>
        </s-section>
        <s-section heading={text('activity.all')}>
          <s-stack gap="base">
            <FilterFields filters={filters} onChange={change} />
            <Loaded resource={all.resource} skeleton={<Skeleton lines={[36, 36, 36, 36, 36]} />}>
              {() => <Found list={all} filters={filters} onClear={() => change(noFilters)} />}
            </Loaded>
            <More list={all} />
          </s-stack>
        </s-section>
      </s-stack>
    </s-page>
  );
}

interface FoundProps {
  list: List<FulfillmentRequest>;
  filters: Filters;
  onClear: () => void;
}

function Found({list, filters, onClear}: FoundProps) {
  const {text} = useWords();
  if (list.items.length > 0) return <RequestTable requests={list.items} />;
  const isFiltered = filters.status !== 'any' || filters.service !== '' || filters.order !== '';
  return (
    <s-stack gap="base">
      <s-text type="strong">{text(isFiltered ? 'activity.noMatch.heading' : 'activity.none.heading')}</s-text>
      <s-paragraph>{text(isFiltered ? 'activity.noMatch.body' : 'activity.none.body')}</s-paragraph>
      <s-stack direction="inline">
        {isFiltered ? (
          <s-button onClick={onClear}>{text('activity.clear')}</s-button>
        ) : (
          <s-button href={adminAddress('orders')} target="_top">
            {text('activity.none.action')}
          </s-button>
        )}
      </s-stack>
    </s-stack>
  );
}

function asQuery({status, service, order}: Filters): RequestQuery {
  const statuses = statusesOf[status];
  return {
    ...(statuses.length > 0 ? {status: statuses.join(',')} : {}),
    ...(service ? {serviceId: service} : {}),
    ...(order.trim() ? {orderName: order.trim()} : {}),
  };
}

function queryOf(query: RequestQuery, cursor: string | null): RequestQuery {
  return cursor ? {...query, cursor} : query;
}
