/** The end of a service, and its return: the way there, where the API does it. */
import type {Service} from '../../../../core/wire.ts';
import {hasCapability} from '../bridge.ts';
import {hrefOf} from '../routes.ts';
import {isUnclaimed} from '../services/standing.ts';
import {useWords} from '../ui/context.tsx';

export function Ending({service}: {service: Service}) {
  const {text} = useWords();
  const {id, status} = service;
  if (isUnclaimed(service)) return null;
  const removal = hrefOf({page: 'removal', id});
  if (status === 'removed') {
    return (
      <s-stack direction="inline" gap="small">
        {hasCapability('reactivation') && <ReactivateButton service={service} />}
        {hasCapability('removal') && <s-button href={removal}>{text('removal.summaryAction')}</s-button>}
      </s-stack>
    );
  }
  if (!hasCapability('removal')) return null;
  return (
    <s-stack direction="inline">
      {status === 'removing' ? (
        <s-button href={removal}>{text('removal.progressAction')}</s-button>
      ) : (
        <s-button tone="critical" href={removal}>
          {text('removal.action')}
        </s-button>
      )}
    </s-stack>
  );
}

export function ReactivateButton({service: {id, name}}: {service: Service}) {
  const {text} = useWords();
  return (
    <s-button
      href={hrefOf({page: 'reactivation', id})}
      accessibilityLabel={text('reactivation.actionOf', {service: name})}
    >
      {text('reactivation.action')}
    </s-button>
  );
}
