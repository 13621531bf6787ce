/** Shows the next page of a list below the ones before. */
import {useEffect, useRef} from 'preact/hooks';
import type {List} from '../state/list.ts';
import {announce, useWords} from './context.tsx';
import {ChangeFailed} from './States.tsx';

export function More<Item>({list}: {list: List<Item>}) {
  const {text} = useWords();
  const count = list.items.length;
  const before = useRef(count);
  useEffect(() => {
    if (count > before.current && before.current > 0) announce(text('common.shown', {count}));
    before.current = count;
  }, [count]);
  if (!list.hasMore) return null;
  return (
    <s-box padding="base">
      <s-stack gap="base">
        {list.moreProblem && <ChangeFailed problem={list.moreProblem} heading={text('failed.heading')} />}
        <s-stack direction="inline" justifyContent="center">
          <s-button loading={list.loadingMore} onClick={() => void list.showMore()}>
            {text('common.more')}
          </s-button>
        </s-stack>
      </s-stack>
    </s-box>
  );
}
