/** The first step: who takes over, and what goes elsewhere. */
import {useRef} from 'preact/hooks';
import type {Service} from '../../../../../core/wire.ts';
import type {FieldProblem, Problem} from '../../api/answer.ts';
import {adminAddress} from '../../bridge.ts';
import {hrefOf} from '../../routes.ts';
import {focusFirstError} from '../../settings/focus.ts';
import {useWords} from '../../ui/context.tsx';
import {ChangeFailed} from '../../ui/States.tsx';
import {errorsOf, type Choice, type ChoiceErrors, type How} from './choice.ts';
import {keyOf} from './key.ts';
import {PlaceOptions} from './PlaceOptions.tsx';
import type {Places} from './places.ts';
import {ProductExceptions} from './ProductExceptions.tsx';
import {TableExceptions} from './TableExceptions.tsx';

interface WhereProps {
  service: Service;
  places: Places;
  choice: Choice;
  errors: ChoiceErrors;
  /** What the API found wrong with the table. */
  tableProblems: FieldProblem[];
  problem: Problem | null;
  busy: boolean;
  /** Whether it was counted before. */
  again: boolean;
  onChange: (choice: Choice) => void;
  onErrors: (errors: ChoiceErrors) => void;
  onLook: () => void;
}

const ways: How[] = ['none', 'choose', 'csv'];

export function Where(props: WhereProps) {
  const {service, places, choice, errors, problem, busy, again, onChange, onErrors, onLook} = props;
  const {text} = useWords();
  const box = useRef<HTMLDivElement>(null);
  const all = [...places.services, ...places.locations];

  function choosePlace(value: string) {
    onChange({...choice, place: all.find(({destination}) => keyOf(destination) === value) ?? null});
  }

  function look() {
    const found = errorsOf(choice, all);
    onErrors(found);
    if (Object.keys(found).length > 0) focusFirstError(box.current, found);
    else onLook();
  }

  return (
    <s-section heading={text('removal.where.heading')}>
      <div ref={box}>
        <s-stack gap="base">
          <s-paragraph color="subdued">{text('removal.where.help', {service: service.name})}</s-paragraph>
          <s-select
            label={text('removal.destination')}
            name="destination"
            required
            disabled={busy}
            placeholder={text('removal.destination.choose')}
            value={choice.place ? keyOf(choice.place.destination) : ''}
            error={errors.destination ? text(errors.destination) : ''}
            onChange={(event) => choosePlace(event.currentTarget.value)}
          >
            <PlaceOptions places={places} />
          </s-select>
          {all.length > 1 && (
            <s-choice-list
              label={text('removal.exceptions')}
              name="how"
              disabled={busy}
              values={[choice.how]}
              onChange={(event) => {
                const how = ways.find((one) => one === event.currentTarget.values[0]) ?? 'none';
                onChange({...choice, how});
              }}
            >
              {ways.map((how) => (
                <s-choice key={how} value={how} selected={choice.how === how}>
                  {text(`removal.exceptions.${how}`)}
                  {how === 'csv' && (
                    <s-text slot="details" color="subdued">
                      {text('removal.exceptions.csv.details')}
                    </s-text>
                  )}
                </s-choice>
              ))}
            </s-choice-list>
          )}
          {choice.how === 'choose' && <ProductExceptions {...props} />}
          {choice.how === 'csv' && <TableExceptions {...props} names={all.map(({name}) => name)} />}
          {problem && <ChangeFailed problem={problem} heading={text('removal.notLooked')} />}
          <s-stack direction="inline">
            <s-button variant={again ? 'secondary' : 'primary'} loading={busy} onClick={look}>
              {text(again ? 'removal.lookAgain' : 'removal.look')}
            </s-button>
          </s-stack>
        </s-stack>
      </div>
    </s-section>
  );
}

/** Nobody could take over. */
export function Nobody() {
  const {text} = useWords();
  return (
    <s-section heading={text('removal.destination.none.heading')}>
      <s-stack gap="base">
        <s-paragraph>{text('removal.destination.none.body')}</s-paragraph>
        <s-stack direction="inline" gap="small">
          <s-button variant="primary" href={hrefOf({page: 'activate'})}>
            {text('services.activate')}
          </s-button>
          <s-button href={adminAddress('settings/locations')} target="_top">
            {text('removal.destination.none.locations')}
          </s-button>
        </s-stack>
      </s-stack>
    </s-section>
  );
}
