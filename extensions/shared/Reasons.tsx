/** Things by the reason they have in common: the sentence, then their names, the first few unless all are asked for. */
import {Component, type ComponentChildren} from 'preact';
import type {ReasonGroup} from './reasons.ts';
import type {Words} from './words.ts';

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
    const {reason, names} = group;
    const visible = this.state.all ? names : names.slice(0, shown);
    const rest = names.length - visible.length;
    const sentence = words.sentence(reason);
    return (
      <s-stack gap="small-500">
        <s-text type="strong">{sentence}</s-text>
        <s-text color="subdued">{visible.join(', ')}</s-text>
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

/** A section of all groups; nothing where there are none. The locale files need `reasons.showRest` and `.showRestOf`. */
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
