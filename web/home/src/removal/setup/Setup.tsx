/** Removes a service in three steps on one page: who takes over, what will move, and only then the removal. */
import {useEffect, useRef, useState} from 'preact/hooks';
import type {Removal, RemovalInput, Service} from '../../../../../core/wire.ts';
import type {Problem} from '../../api/answer.ts';
import {toast} from '../../bridge.ts';
import {forget} from '../../state/resource.ts';
import {announce, useWords} from '../../ui/context.tsx';
import {Loaded, Skeleton} from '../../ui/States.tsx';
import {removalApi} from '../api.ts';
import {inputOf, isSameChoice, nothingChosen, type ChoiceErrors} from './choice.ts';
import {Confirm} from './Confirm.tsx';
import {usePlaces, type Places} from './places.ts';
import {Plan} from './Plan.tsx';
import {Rates} from './Rates.tsx';
import {Nobody, Where} from './Where.tsx';

interface SetupProps {
  service: Service;
  onStarted: (removal: Removal) => void;
  /** It stands differently than this page thinks. */
  onStale: () => void;
}

export function Setup(props: SetupProps) {
  const places = usePlaces(props.service);
  return (
    <Loaded
      resource={places}
      skeleton={
        <s-section>
          <Skeleton lines={[20, 52, 32]} />
        </s-section>
      }
    >
      {(known) =>
        known.services.length + known.locations.length > 0 ? <Steps {...props} places={known} /> : <Nobody />
      }
    </Loaded>
  );
}

/** What was counted, for which choice. */
interface Looked {
  input: RemovalInput;
  removal: Removal;
}

function Steps({service, places, onStarted, onStale}: SetupProps & {places: Places}) {
  const {text} = useWords();
  const [choice, setChoice] = useState(nothingChosen);
  const [errors, setErrors] = useState<ChoiceErrors>({});
  const [looked, setLooked] = useState<Looked | null>(null);
  const [problem, setProblem] = useState<{at: 'look' | 'start'; problem: Problem} | null>(null);
  const [busy, setBusy] = useState<'look' | 'start' | null>(null);
  const plan = useRef<HTMLDivElement>(null);
  const input = inputOf(choice, [...places.services, ...places.locations]);
  const fields = problem?.problem.fields ?? [];
  const tableProblems = choice.how === 'csv' ? fields.filter(({path}) => path.startsWith('exceptionsCsv')) : [];

  // What was asked for has come: whoever reads by ear or by keyboard goes on there.
  useEffect(() => {
    if (looked) plan.current?.focus();
  }, [looked]);

  async function begin(at: 'look' | 'start') {
    if (!input) return;
    setBusy(at);
    setProblem(null);
    const answer = await removalApi.begin(service.id, at === 'look' ? {...input, dryRun: true} : input);
    setBusy(null);
    if (!answer.ok) {
      setProblem({at, problem: answer.problem});
      if (answer.problem.code === 'removal_under_way') onStale();
      // What stands against it came up since it was counted: it is counted again, to be shown.
      if (at === 'start' && answer.problem.code === 'removal_blocked') await begin('look');
      return;
    }
    if (answer.value.status === 'planned') {
      setLooked({input, removal: answer.value});
      return;
    }
    forget('services');
    const started = text('removal.started', {service: service.name});
    toast(started);
    announce(started);
    onStarted(answer.value);
  }

  const names = {service: service.name, place: looked?.removal.destination.name ?? ''};
  return (
    <>
      <Where
        service={service}
        places={places}
        choice={choice}
        errors={errors}
        tableProblems={tableProblems}
        problem={problem?.at === 'look' && tableProblems.length === 0 ? problem.problem : null}
        busy={busy !== null}
        again={looked !== null}
        onChange={(next) => {
          setChoice(next);
          setErrors({});
          setProblem(null);
        }}
        onErrors={setErrors}
        onLook={() => void begin('look')}
      />
      {busy === 'look' && (
        <s-section>
          <s-stack gap="base">
            <s-text color="subdued">{text('removal.looking', {service: service.name})}</s-text>
            <Skeleton lines={[20, 20, 20]} />
          </s-stack>
        </s-section>
      )}
      {looked && busy !== 'look' && (
        <div ref={plan} tabIndex={-1} class="place pile">
          <s-section heading={text('removal.plan.heading')}>
            <s-stack gap="large">
              <Plan plan={looked.removal.plan} {...names} />
              <Rates
                plan={looked.removal.plan}
                {...names}
                takesOver={choice.takeOverRates}
                busy={busy !== null}
                onTakeOver={(takeOverRates) => setChoice({...choice, takeOverRates})}
              />
            </s-stack>
          </s-section>
          <Confirm
            plan={looked.removal.plan}
            {...names}
            stale={!isSameChoice(looked.input, input)}
            busy={busy === 'start'}
            problem={problem?.at === 'start' ? problem.problem : null}
            onConfirm={() => void begin('start')}
          />
        </div>
      )}
    </>
  );
}
