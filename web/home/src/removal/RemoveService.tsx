/** The button that removes a service, and its dialog: who takes over, what moves, and only then the removal. */
import {useRef, useState} from 'preact/hooks';
import type {Service} from '../../../../core/wire.ts';
import type {Problem} from '../api/answer.ts';
import {toast} from '../bridge.ts';
import {announce, useWords} from '../ui/context.tsx';
import {ChangeFailed, Skeleton} from '../ui/States.tsx';
import {removalApi, type Destination, type RemovalPlan} from './api.ts';
import {Plan} from './Plan.tsx';

export interface Choice {
  name: string;
  destination: Destination;
}

interface RemoveServiceProps {
  service: Service;
  /** Who can take over. */
  choices: Choice[];
  onStarted: () => void;
}

interface Dialog {
  /** Where in the choices; none at first, so that nothing is moved by a hasty click. */
  chosen: number | null;
  plan: RemovalPlan | null;
  problem: Problem | null;
  busy: boolean;
}

const closed: Dialog = {chosen: null, plan: null, problem: null, busy: false};
const modalId = 'remove-service';

export function RemoveService({service, choices, onStarted}: RemoveServiceProps) {
  const {text} = useWords();
  const [dialog, setDialog] = useState(closed);
  const modal = useRef<HTMLElementTagNameMap['s-modal']>(null);
  /** Which choice's plan is waited for: an earlier answer that comes late is dropped. */
  const asked = useRef(0);
  const {chosen, plan, problem, busy} = dialog;

  async function choose(value: string) {
    const index = choices.findIndex((_, at) => String(at) === value);
    const choice = choices[index];
    const mine = ++asked.current;
    if (!choice) {
      setDialog(closed);
      return;
    }
    setDialog({...closed, chosen: index});
    const answer = await removalApi.plan(service.id, choice.destination);
    if (mine !== asked.current) return;
    setDialog({
      ...closed,
      chosen: index,
      ...(answer.ok ? {plan: answer.value.removal.plan} : {problem: answer.problem}),
    });
  }

  async function remove() {
    const choice = chosen === null ? undefined : choices[chosen];
    if (!choice || !plan || plan.blockers.length > 0 || busy) return;
    setDialog({...dialog, busy: true, problem: null});
    const answer = await removalApi.start(service.id, choice.destination);
    if (!answer.ok) {
      setDialog({...dialog, busy: false, problem: answer.problem});
      return;
    }
    modal.current?.hideOverlay();
    const done = text('removal.started', {service: service.name});
    toast(done);
    announce(done);
    onStarted();
  }

  return (
    <>
      <s-button tone="critical" commandFor={modalId} command="--show">
        {text('removal.action')}
      </s-button>
      <s-modal
        id={modalId}
        ref={modal}
        heading={text('removal.title', {service: service.name})}
        onHide={() => {
          asked.current++;
          setDialog(closed);
        }}
      >
        <s-stack gap="base">
          <s-paragraph>{text('removal.help')}</s-paragraph>
          <s-select
            label={text('removal.destination')}
            name="destination"
            disabled={busy}
            value={chosen === null ? 'none' : String(chosen)}
            onChange={(event) => void choose(event.currentTarget.value)}
          >
            <s-option value="none">{text('removal.destination.choose')}</s-option>
            {choices.map(({name}, index) => (
              <s-option key={name} value={String(index)}>
                {name}
              </s-option>
            ))}
          </s-select>
          <div aria-live="polite">
            {chosen !== null && !plan && !problem && <Skeleton lines={[20, 20, 20]} />}
            {plan && <Plan plan={plan} />}
          </div>
          {problem && <ChangeFailed problem={problem} heading={text('notDone.heading')} />}
        </s-stack>
        <s-button
          slot="primary-action"
          variant="primary"
          tone="critical"
          loading={busy}
          disabled={!plan || plan.blockers.length > 0}
          onClick={() => void remove()}
        >
          {text('removal.confirm')}
        </s-button>
        <s-button slot="secondary-actions" commandFor={modalId} command="--hide">
          {text('common.keep')}
        </s-button>
      </s-modal>
    </>
  );
}
