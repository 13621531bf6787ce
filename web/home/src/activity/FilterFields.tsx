/** What of the requests is shown: by status, service and order. */
import {useEffect, useRef, useState} from 'preact/hooks';
import {app} from '../api/app.ts';
import {statusFilters, type Filters} from '../routes.ts';
import {servicesKey} from '../services/key.ts';
import {useResource} from '../state/resource.ts';
import {useWords} from '../ui/context.tsx';

/** How long after the last letter the order's number counts as typed, in ms. */
const typingMs = 400;

export function FilterFields({filters, onChange}: {filters: Filters; onChange: (filters: Filters) => void}) {
  const {text} = useWords();
  const services = useResource(servicesKey, app.services);
  const own = services.value?.items.filter(({ownedByThisApp, settings}) => ownedByThisApp && settings) ?? [];
  // Chosen by the address before the list is there: its option must be.
  const isNamed = own.some(({id}) => id === filters.service);
  const unnamed = filters.service && !isNamed ? [{id: filters.service, name: '…'}] : [];
  const [order, setOrder] = useState(filters.order);
  const latest = useRef({filters, onChange});
  latest.current = {filters, onChange};

  // Cleared from outside.
  useEffect(() => setOrder(filters.order), [filters.order]);
  useEffect(() => {
    if (order.trim() === latest.current.filters.order) return undefined;
    const timer = setTimeout(() => {
      const now = latest.current;
      now.onChange({...now.filters, order: order.trim()});
    }, typingMs);
    return () => clearTimeout(timer);
  }, [order]);

  return (
    <div class="filters">
      <s-select
        label={text('activity.filter.status')}
        name="status"
        value={filters.status}
        onChange={(event) => {
          const status = statusFilters.find((one) => one === event.currentTarget.value) ?? 'any';
          onChange({...filters, status});
        }}
      >
        {statusFilters.map((status) => (
          <s-option key={status} value={status}>
            {text(`filter.${status}`)}
          </s-option>
        ))}
      </s-select>
      <s-select
        label={text('activity.filter.service')}
        name="service"
        value={filters.service || 'any'}
        onChange={(event) => {
          const {value} = event.currentTarget;
          onChange({...filters, service: value === 'any' ? '' : value});
        }}
      >
        <s-option value="any">{text('activity.filter.anyService')}</s-option>
        {[...own, ...unnamed].map(({id, name}) => (
          <s-option key={id} value={id}>
            {name}
          </s-option>
        ))}
      </s-select>
      <s-search-field
        label={text('activity.filter.order')}
        name="order"
        placeholder={text('activity.filter.orderPlaceholder')}
        value={order}
        onInput={(event) => setOrder(event.currentTarget.value)}
      />
    </div>
  );
}
