/** What a service had, for review, and the button that brings it back. */
import type {ComponentChildren} from 'preact';
import {useState} from 'preact/hooks';
import type {FormerAssignment, FormerAssignments, ReactivationAnswer, Service} from '../../../../../core/wire.ts';
import type {Page} from '../../api/app.ts';
import type {Problem} from '../../api/answer.ts';
import {toast} from '../../bridge.ts';
import {hrefOf} from '../../routes.ts';
import {useList} from '../../state/list.ts';
import {forget} from '../../state/resource.ts';
import {announce, useWords} from '../../ui/context.tsx';
import {ChangeFailed, Loaded, Skeleton} from '../../ui/States.tsx';
import {removalApi} from '../api.ts';
import {Former} from './Former.tsx';
import {everything, isEmpty, type Selection} from './selection.ts';
import {readSelected} from './stock.ts';

interface ReviewProps {
  service: Service;
  isRemoved: boolean;
  bringsStock: boolean;
  joinsRates: boolean;
  /** The section about its shipping rates. */
  rates: (busy: boolean) => ComponentChildren;
  onBringStock: (brings: boolean) => void;
  onReactivated: (answer: ReactivationAnswer) => void;
  onStock: (variantIds: readonly string[]) => Promise<Problem | null>;
}

/** Refusals that another name helps against. */
const nameProblems = ['service_name_taken', 'service_name_invalid'];

/** It stays as it is where a part of that fails, so that the rest can be tried again. */
export function Review(props: ReviewProps) {
  const {service, isRemoved, bringsStock, joinsRates, rates, onBringStock, onReactivated, onStock} = props;
  const {text} = useWords();
  const [selection, setSelection] = useState<Selection>(everything);
  const [busy, setBusy] = useState(false);
  const [read, setRead] = useState<number | null>(null);
  /** Another name than it had, where that one is taken. */
  const [name, setName] = useState<string | null>(null);
  const [problem, setProblem] = useState<{heading: 'notDone.heading' | 'reactivation.notStocked'; problem: Problem}>();
  const list = useList<FormerAssignment>(
    `former ${service.id}`,
    (cursor) => removalApi.former(service.id, cursor),
    ({variantId}) => variantId,
    {every: () => 60_000},
  );
  const total = totalOf(list.resource.value);

  async function begin() {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    await beginOrSay();
    setRead(null);
    setBusy(false);
  }

  async function beginOrSay() {
    if (isRemoved) {
      const answer = await removalApi.reactivate(service.id, {
        ...(name === null ? {} : {name}),
        ...(joinsRates ? {} : {joinRates: false}),
      });
      if (!answer.ok) {
        setProblem({heading: 'notDone.heading', problem: answer.problem});
        if (nameProblems.includes(answer.problem.code)) setName(name ?? service.name);
        return;
      }
      forget('services');
      const done = text('reactivation.done', {service: answer.value.service.name});
      toast(done);
      announce(done);
      onReactivated(answer.value);
    }
    if (total === 0 || isEmpty(selection)) return;
    const chosen = await readSelected(service, selection, setRead);
    const failed = chosen.ok ? await onStock(chosen.value) : chosen.problem;
    if (failed) setProblem({heading: 'reactivation.notStocked', problem: failed});
  }

  return (
    <>
      <s-section heading={text('reactivation.products')}>
        <Loaded resource={list.resource} skeleton={<Skeleton lines={[36, 36, 36]} />}>
          {() =>
            total === 0 ? (
              <s-text>
                {text(isUnknown(list.resource.value) ? 'reactivation.products.unknown' : 'reactivation.products.none')}
              </s-text>
            ) : (
              <s-stack gap="base">
                <s-paragraph color="subdued">{text('reactivation.products.help', {service: service.name})}</s-paragraph>
                <Former
                  service={service}
                  list={list}
                  total={total}
                  selection={selection}
                  disabled={busy}
                  onSelect={setSelection}
                />
                <s-checkbox
                  label={text('reactivation.bringStock')}
                  details={text('reactivation.bringStock.details', {service: service.name})}
                  name="moveStock"
                  checked={bringsStock}
                  disabled={busy}
                  onChange={(event) => onBringStock(event.currentTarget.checked)}
                />
              </s-stack>
            )
          }
        </Loaded>
      </s-section>
      {rates(busy)}
      {problem && <ChangeFailed problem={problem.problem} heading={text(problem.heading)} />}
      {isRemoved && name !== null && (
        <s-section>
          <s-text-field
            label={text('reactivation.name')}
            details={text('reactivation.name.help')}
            name="name"
            maxLength={255}
            autocomplete="off"
            disabled={busy}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </s-section>
      )}
      {read !== null && <s-text>{text('reactivation.reading', {done: read, total})}</s-text>}
      <s-stack direction="inline" gap="small">
        {(isRemoved || total > 0) && (
          <s-button
            variant="primary"
            loading={busy}
            disabled={list.resource.value === undefined || (!isRemoved && isEmpty(selection))}
            onClick={() => void begin()}
          >
            {text(isRemoved ? 'reactivation.submit' : 'reactivation.stock', {service: service.name})}
          </s-button>
        )}
        {!isRemoved && (
          <s-button href={hrefOf({page: 'service', id: service.id})}>
            {text('reactivation.open', {service: service.name})}
          </s-button>
        )}
      </s-stack>
    </>
  );
}

/** Whether it is not known what there was. */
function isUnknown(page: Page<FormerAssignment> | FormerAssignments | undefined): boolean {
  return page !== undefined && 'remark' in page;
}

/** The first page says how many there are on all. */
function totalOf(page: Page<FormerAssignment> | FormerAssignments | undefined): number {
  return page && 'total' in page ? page.total : (page?.items.length ?? 0);
}
