/** Orders by the reason they have in common: the sentence, then their names, the first few unless all are asked for. */
import {Component, type ComponentChildren} from 'preact';
import {numericId} from '../../shared/call.ts';
import type {Words} from '../../shared/words.ts';
import type {ReasonGroup} from './summary.ts';

/** As many names as two lines hold. */
const shown = 10;

interface ReasonProps {
  group: ReasonGroup;
  words: Words;
}

class Reason extends Component<ReasonProps, {all: boolean}> {
  override state = {all: false};

  override render(): ComponentChildren {
    const {group, words} = this.props;
    const {reason, orders} = group;
    const visible = this.state.all ? orders : orders.slice(0, shown);
    const rest = orders.length - visible.length;
    const sentence = words.sentence(reason);
    return (
      <s-stack gap="small-500">
        <s-text type="strong">{sentence}</s-text>
        <s-text color="subdued">{visible.map((order) => nameOf(order, words)).join(', ')}</s-text>
        {rest > 0 && (
          <s-stack direction="inline">
            <s-button
              variant="tertiary"
              accessibilityLabel={words.count('reasons.showRestOf', rest, {reason: sentence})}
              onClick={() => this.setState({all: true})}
            >
              {words.count('reasons.showRest', rest)}
            </s-button>
          </s-stack>
        )}
      </s-stack>
    );
  }
}

function nameOf(order: string, words: Words): string {
  return order.startsWith('gid:') ? words.text('reasons.nameless', {number: numericId(order)}) : order;
}

/** A section of all groups; nothing where there are none. */
export function Reasons({heading, groups, words}: {heading: string; groups: ReasonGroup[]; words: Words}) {
  if (groups.length === 0) return null;
  return (
    <s-section heading={heading}>
      <s-stack gap="base">
        {groups.map((group) => (
          <Reason key={`${group.reason.code} ${group.reason.message}`} group={group} words={words} />
        ))}
      </s-stack>
    </s-section>
  );
}
