/** App Bridge's elements for Preact's JSX; its types name them for React alone. */
import type {ComponentChildren, JSX} from 'preact';

declare module 'preact' {
  namespace createElement.JSX {
    interface IntrinsicElements {
      's-app-nav': {children?: ComponentChildren};
      'ui-save-bar': {id: string; children?: ComponentChildren; ref?: JSX.HTMLAttributes['ref']};
    }
  }
}
