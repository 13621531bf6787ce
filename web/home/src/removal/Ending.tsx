/** The end of a service, and its return: what of it is possible as the service stands, where the API does it. */
import type {Service} from '../../../../core/wire.ts';
import {app} from '../api/app.ts';
import {hasCapability} from '../bridge.ts';
import {servicesKey} from '../services/key.ts';
import {useResource} from '../state/resource.ts';
import {RemovalProgress} from './Progress.tsx';
import {Reactivate} from './Reactivate.tsx';
import {RemoveService} from './RemoveService.tsx';

interface EndingProps {
  service: Service;
  onChanged: (service: Service) => void;
  /** It stands differently now: read it again. */
  onStale: () => void;
}

export function Ending({service, onChanged, onStale}: EndingProps) {
  const {status} = service;
  if (status === 'removed') {
    return hasCapability('reactivation') ? <Reactivate service={service} onChanged={onChanged} /> : null;
  }
  if (!hasCapability('removal')) return null;
  if (status === 'removing') return <RemovalProgress serviceId={service.id} onEnded={onStale} />;
  return <Removal service={service} onStarted={onStale} />;
}

function Removal({service, onStarted}: {service: Service; onStarted: () => void}) {
  const services = useResource(servicesKey, app.services);
  const others = services.value?.items.filter(
    ({id, ownedByThisApp, status}) => ownedByThisApp && id !== service.id && status === 'active',
  );
  const choices = (others ?? []).map(({id, name}) => ({name, destination: {serviceId: id}}));
  return <RemoveService service={service} choices={choices} onStarted={onStarted} />;
}
