/** Stops a removal: what has moved stays there, or comes back. */
import {useState} from 'preact/hooks';
import type {Removal, Service} from '../../../../../core/wire.ts';
import {ConfirmButton} from '../../ui/ConfirmButton.tsx';
import {useWords} from '../../ui/context.tsx';
import {ChangeFailed} from '../../ui/States.tsx';
import {removalApi} from '../api.ts';
import {useChange} from './change.ts';

interface StopProps {
  service: Service;
  removal: Removal;
  onChanged: (removal: Removal) => void;
}

const ends = ['leave', 'restore'] as const;
type End = (typeof ends)[number];

export function Stop({service, removal, onChanged}: StopProps) {
  const {text} = useWords();
  const [end, setEnd] = useState<End>('leave');
  const {busy, problem, change} = useChange(onChanged);
  const place = removal.destination.name;
  const stop = () =>
    change('stop', () => removalApi.stop(service.id, end === 'restore'), text(`stop.done.${end}`, {place}));
  return (
    <s-stack gap="base">
      <s-paragraph color="subdued">{text('stop.help')}</s-paragraph>
      {problem && <ChangeFailed problem={problem} heading={text('notDone.heading')} />}
      <ConfirmButton
        label={text('stop.action')}
        question={text('stop.question')}
        critical
        busy={busy !== null}
        disabled={busy !== null}
        onConfirm={() => void stop()}
      >
        <s-choice-list
          label={text('stop.question')}
          labelAccessibilityVisibility="exclusive"
          name="end"
          values={[end]}
          onChange={(event) => setEnd(event.currentTarget.values[0] === 'restore' ? 'restore' : 'leave')}
        >
          {ends.map((value) => (
            <s-choice key={value} value={value} selected={end === value}>
              {text(`stop.${value}`, {place, service: service.name})}
              <s-text slot="details" color="subdued">
                {text(`stop.${value}.details`, {service: service.name})}
              </s-text>
            </s-choice>
          ))}
        </s-choice-list>
        {removal.plan.openRequests > 0 && <s-text color="subdued">{text('stop.requests')}</s-text>}
      </ConfirmButton>
    </s-stack>
  );
}
