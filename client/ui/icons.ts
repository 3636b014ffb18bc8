/** Lucide's icons, only those in use, inlined; always beside a word or inside a control with a name. */
import { html } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import armchair from 'lucide-static/icons/armchair.svg?raw';
import arrowDown from 'lucide-static/icons/arrow-down.svg?raw';
import arrowUp from 'lucide-static/icons/arrow-up.svg?raw';
import check from 'lucide-static/icons/check.svg?raw';
import chevronLeft from 'lucide-static/icons/chevron-left.svg?raw';
import chevronRight from 'lucide-static/icons/chevron-right.svg?raw';
import circleCheck from 'lucide-static/icons/circle-check.svg?raw';
import circleMinus from 'lucide-static/icons/circle-minus.svg?raw';
import circleX from 'lucide-static/icons/circle-x.svg?raw';
import fileText from 'lucide-static/icons/file-text.svg?raw';
import hand from 'lucide-static/icons/hand.svg?raw';
import keyboard from 'lucide-static/icons/keyboard.svg?raw';
import languages from 'lucide-static/icons/languages.svg?raw';
import list from 'lucide-static/icons/list.svg?raw';
import listTree from 'lucide-static/icons/list-tree.svg?raw';
import logOut from 'lucide-static/icons/log-out.svg?raw';
import maximize from 'lucide-static/icons/maximize.svg?raw';
import mic from 'lucide-static/icons/mic.svg?raw';
import monitor from 'lucide-static/icons/monitor.svg?raw';
import moveHorizontal from 'lucide-static/icons/move-horizontal.svg?raw';
import pause from 'lucide-static/icons/pause.svg?raw';
import play from 'lucide-static/icons/play.svg?raw';
import plus from 'lucide-static/icons/plus.svg?raw';
import presentation from 'lucide-static/icons/presentation.svg?raw';
import square from 'lucide-static/icons/square.svg?raw';
import triangleAlert from 'lucide-static/icons/triangle-alert.svg?raw';
import undo from 'lucide-static/icons/undo-2.svg?raw';
import userCheck from 'lucide-static/icons/user-check.svg?raw';
import users from 'lucide-static/icons/users.svg?raw';
import vote from 'lucide-static/icons/vote.svg?raw';
import wifiOff from 'lucide-static/icons/wifi-off.svg?raw';
import x from 'lucide-static/icons/x.svg?raw';
import zoomIn from 'lucide-static/icons/zoom-in.svg?raw';
import zoomOut from 'lucide-static/icons/zoom-out.svg?raw';

const sources = {
  armchair,
  arrowDown,
  arrowUp,
  check,
  chevronLeft,
  chevronRight,
  circleCheck,
  circleMinus,
  circleX,
  fileText,
  hand,
  keyboard,
  languages,
  list,
  listTree,
  logOut,
  maximize,
  mic,
  monitor,
  moveHorizontal,
  pause,
  play,
  plus,
  presentation,
  square,
  triangleAlert,
  undo,
  userCheck,
  users,
  vote,
  wifiOff,
  x,
  zoomIn,
  zoomOut,
} as const;
export type IconName = keyof typeof sources;

const templates = Object.fromEntries(
  Object.entries(sources).map(([name, svg]) => {
    const bare = svg
      .replace(/<!--.*?-->/gs, '')
      .replace(/class="[^"]*"/, '')
      .replace('<svg', '<svg class="icon" aria-hidden="true"');
    return [name, html`${unsafeHTML(bare)}`];
  }),
);

export const icon = (name: IconName) => templates[name]!;
