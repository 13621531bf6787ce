/** A page or an extension that is shown, and when it has come to rest. */
import type {FrameLocator} from 'playwright-core';
import type {AdminPage} from '../support/adminPage.ts';
import type {Scene} from './scene.ts';

export interface Surface {
  /** Of its files. */
  name: string;
  /** Opens it, and waits until it has something to show. */
  open: (admin: AdminPage, scene: Scene) => Promise<void>;
  /** The README shows it under this name, that many pixels high. */
  readme?: {file: string; height: number};
  /** It is the same in every language: shown once for each width. */
  oneLanguage?: boolean;
}

/** A frame shows something other than that it is loading. */
export async function settled(admin: AdminPage, frame: FrameLocator): Promise<void> {
  await frame.locator('body > *').first().waitFor();
  await frame.locator('s-spinner, [loading]').first().waitFor({state: 'detached'});
  await admin.page.waitForLoadState('networkidle').catch(() => undefined);
}
