/** The meeting as it was last seen on this tablet: so that its documents open also when the page starts offline. */
import { type DBSchema, openDB } from 'idb';
import type { MeetingState } from '../../shared/meeting/state.ts';
import type { OwnView } from '../../shared/meeting/views/own.ts';
import type { Welcome } from '../../shared/wire/protocol.ts';
import type { Live } from '../live/connection.ts';
import { isOwner } from './keeper.ts';

export interface LastView {
  /** Of the page: another one may not understand it. */
  build: string;
  welcome: Welcome;
  sequence: number;
  head: string;
  birth: string | null;
  view: MeetingState;
  own: OwnView;
}
interface Kept extends DBSchema {
  views: { key: 'last'; value: LastView };
}

const NAME = 'nghi-truong-view';
const KEEP_AFTER_MS = 3000;
const BUILD = String(import.meta.env.BUILD);

const database = async () => openDB<Kept>(NAME, 1, { upgrade: (fresh) => void fresh.createObjectStore('views') });

/** Shows what was last seen until the server tells more. Does nothing where there is no storage. */
export async function restoreView(live: Live): Promise<void> {
  try {
    const db = await database();
    const last = await db.get('views', 'last');
    db.close();
    // Another person has signed in since: what she was shown is not for her. Nor is another meeting this one.
    const { body, meeting } = await live.place;
    const isHere = last?.welcome.body === body && last.welcome.meeting === meeting;
    if (last?.build === BUILD && isHere && isOwner(last.welcome.person)) live.restore(last);
  } catch {
    // No storage here: the page waits for the server.
  }
}

/** Keeps what is seen, a moment after it has changed. */
export function keepView(live: Live): void {
  let isKeeping = false;
  let kept: { view: MeetingState | null; own: OwnView | null } = { view: null, own: null };
  const changed = () => {
    if (live.status !== 'online' || (live.view === kept.view && live.own === kept.own)) return;
    if (isKeeping) return;
    isKeeping = true;
    setTimeout(async () => {
      isKeeping = false;
      const { view, welcome, sequence, head, birth, own } = live;
      if (!view || !welcome) return;
      kept = { view, own };
      try {
        const db = await database();
        await db.put('views', { build: BUILD, welcome, sequence, head, birth, view, own }, 'last');
        db.close();
      } catch {
        // No storage here, or it is full: it is only for a start without a network.
      }
    }, KEEP_AFTER_MS);
  };
  live.addEventListener('change', changed);
  changed();
}

export function forgetView(): void {
  try {
    indexedDB.deleteDatabase(NAME);
  } catch {
    // No storage here: nothing was kept.
  }
}
