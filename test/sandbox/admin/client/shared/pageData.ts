/** What a page of the admin tells its script. */
import type {Messages} from './protocol.ts';

export interface PageData {
  /** The page's kind as targets name it: `order-details`, `order-index`, `product-variant-details`, …; null without extensions. */
  kind: string | null;
  /** Gid of what the page shows; null for lists. */
  id: string | null;
  language: string;
  appUrl: string;
  extensions: {
    handle: string;
    name: string;
    apiVersion: string;
    targets: {target: string; shouldRender: boolean}[];
    messages: Messages;
    defaultMessages: Messages;
  }[];
  /** Why there are no extensions, if something is wrong with them. */
  problem: string | null;
  words: {
    close: string;
    loading: string;
    nothingToDo: string;
    extensionFailed: string;
    printPreview: string;
    nothingToPrint: string;
    print: string;
    cancel: string;
    done: string;
    search: string;
    selected: string;
  };
}
