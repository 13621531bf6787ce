/** A list of the API that comes in pages, each added to what is shown. */
import {useEffect, useState} from 'preact/hooks';
import type {Page} from '../api/app.ts';
import type {Problem, Result} from '../api/answer.ts';
import {useResource, type Resource, type ResourceOptions} from './resource.ts';

export interface List<Item> {
  /** The first page, kept up to date. */
  resource: Resource<Page<Item>>;
  /** All that is shown. */
  items: Item[];
  hasMore: boolean;
  /** Whether the next page is on its way. */
  loadingMore: boolean;
  moreProblem: Problem | null;
  showMore: () => Promise<void>;
}

/** What is shown once more than the first page was asked for. */
interface More<Item> {
  key: string;
  items: Item[];
  nextCursor: string | null;
}

/** @param idOf tells items apart: one that moved up to the first page meanwhile is shown once */
export function useList<Item>(
  key: string,
  read: (cursor: string | null) => Promise<Result<Page<Item>>>,
  idOf: (item: Item) => string,
  options?: ResourceOptions<Page<Item>>,
): List<Item> {
  const resource = useResource(key, () => read(null), options);
  const [more, setMore] = useState<More<Item> | null>(null);
  const [loadingMore, setLoading] = useState(false);
  const [moreProblem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    setMore(null);
    setProblem(null);
  }, [key]);

  const mine = more?.key === key ? more : null;
  const first = resource.value?.items ?? [];
  const known = new Set(first.map(idOf));
  const items = [...first, ...(mine?.items.filter((item) => !known.has(idOf(item))) ?? [])];
  const cursor = mine ? mine.nextCursor : (resource.value?.nextCursor ?? null);

  async function showMore() {
    if (cursor === null || loadingMore) return;
    setLoading(true);
    setProblem(null);
    const answer = await read(cursor);
    setLoading(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    // All that is shown, not the later pages alone: the first page moves on under it, and nothing shown must vanish.
    setMore({key, items: [...items, ...answer.value.items], nextCursor: answer.value.nextCursor});
  }

  return {resource, items, hasMore: cursor !== null, loadingMore, moreProblem, showMore};
}
