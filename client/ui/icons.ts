/** Lucide's icons, only those in use, inlined; always beside a word or inside a control with a name. */
import { html, type TemplateResult } from 'lit';
import activity from 'lucide-static/icons/activity.svg?raw';
import armchair from 'lucide-static/icons/armchair.svg?raw';
import arrowDown from 'lucide-static/icons/arrow-down.svg?raw';
import arrowUp from 'lucide-static/icons/arrow-up.svg?raw';
import arrowUpToLine from 'lucide-static/icons/arrow-up-to-line.svg?raw';
import bookmark from 'lucide-static/icons/bookmark.svg?raw';
import check from 'lucide-static/icons/check.svg?raw';
import chevronLeft from 'lucide-static/icons/chevron-left.svg?raw';
import chevronRight from 'lucide-static/icons/chevron-right.svg?raw';
import circleCheck from 'lucide-static/icons/circle-check.svg?raw';
import circleMinus from 'lucide-static/icons/circle-minus.svg?raw';
import circleUser from 'lucide-static/icons/circle-user.svg?raw';
import circleX from 'lucide-static/icons/circle-x.svg?raw';
import clock from 'lucide-static/icons/clock.svg?raw';
import cloudCheck from 'lucide-static/icons/cloud-check.svg?raw';
import cloudOff from 'lucide-static/icons/cloud-off.svg?raw';
import cornerDownRight from 'lucide-static/icons/corner-down-right.svg?raw';
import download from 'lucide-static/icons/download.svg?raw';
import eraser from 'lucide-static/icons/eraser.svg?raw';
import fileText from 'lucide-static/icons/file-text.svg?raw';
import hand from 'lucide-static/icons/hand.svg?raw';
import highlighter from 'lucide-static/icons/highlighter.svg?raw';
import key from 'lucide-static/icons/key-round.svg?raw';
import keyboard from 'lucide-static/icons/keyboard.svg?raw';
import languages from 'lucide-static/icons/languages.svg?raw';
import layoutGrid from 'lucide-static/icons/layout-grid.svg?raw';
import list from 'lucide-static/icons/list.svg?raw';
import listTree from 'lucide-static/icons/list-tree.svg?raw';
import lock from 'lucide-static/icons/lock.svg?raw';
import logOut from 'lucide-static/icons/log-out.svg?raw';
import maximize from 'lucide-static/icons/maximize.svg?raw';
import megaphone from 'lucide-static/icons/megaphone.svg?raw';
import mic from 'lucide-static/icons/mic.svg?raw';
import minus from 'lucide-static/icons/minus.svg?raw';
import monitor from 'lucide-static/icons/monitor.svg?raw';
import pointer from 'lucide-static/icons/mouse-pointer-2.svg?raw';
import moveHorizontal from 'lucide-static/icons/move-horizontal.svg?raw';
import notebook from 'lucide-static/icons/notebook-pen.svg?raw';
import pause from 'lucide-static/icons/pause.svg?raw';
import pen from 'lucide-static/icons/pen-line.svg?raw';
import play from 'lucide-static/icons/play.svg?raw';
import plus from 'lucide-static/icons/plus.svg?raw';
import presentation from 'lucide-static/icons/presentation.svg?raw';
import redo from 'lucide-static/icons/redo-2.svg?raw';
import rotate from 'lucide-static/icons/rotate-cw.svg?raw';
import search from 'lucide-static/icons/search.svg?raw';
import sliders from 'lucide-static/icons/sliders-horizontal.svg?raw';
import square from 'lucide-static/icons/square.svg?raw';
import stickyNote from 'lucide-static/icons/sticky-note.svg?raw';
import strikethrough from 'lucide-static/icons/strikethrough.svg?raw';
import trash from 'lucide-static/icons/trash-2.svg?raw';
import triangleAlert from 'lucide-static/icons/triangle-alert.svg?raw';
import underline from 'lucide-static/icons/underline.svg?raw';
import undo from 'lucide-static/icons/undo-2.svg?raw';
import userCheck from 'lucide-static/icons/user-check.svg?raw';
import userX from 'lucide-static/icons/user-x.svg?raw';
import users from 'lucide-static/icons/users.svg?raw';
import vote from 'lucide-static/icons/vote.svg?raw';
import wifiOff from 'lucide-static/icons/wifi-off.svg?raw';
import x from 'lucide-static/icons/x.svg?raw';
import zoomIn from 'lucide-static/icons/zoom-in.svg?raw';
import zoomOut from 'lucide-static/icons/zoom-out.svg?raw';

const sources = {
  activity,
  key,
  arrowUpToLine,
  circleUser,
  minus,
  clock,
  userX,
  cornerDownRight,
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
  redo,
  layoutGrid,
  sliders,
  rotate,
  search,
  notebook,
  highlighter,
  underline,
  strikethrough,
  pen,
  stickyNote,
  bookmark,
  trash,
  download,
  pointer,
  cloudOff,
  cloudCheck,
  lock,
  megaphone,
  eraser,
  x,
  zoomIn,
  zoomOut,
} as const;
export type IconName = keyof typeof sources;

/** An icon as a template of its own: parsed once, however often it is drawn. `unsafeHTML` parses each place anew. */
function templateOf(svg: string): TemplateResult {
  const bare = svg
    .replace(/<!--.*?-->/gs, '')
    .replace(/class="[^"]*"/, '')
    .replace('<svg', '<svg class="icon" aria-hidden="true"')
    .trim();
  // Ours, from the build: as safe as if it were written out here.
  return html(Object.assign([bare], { raw: [bare] }));
}
const templates = new Map(Object.entries(sources).map(([name, svg]) => [name, templateOf(svg)]));

export const icon = (name: IconName): TemplateResult => templates.get(name)!;
