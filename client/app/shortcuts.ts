/**
 * Keys of a page, each defined where its button is. A key presses the button that is bound to it, so that both always do
 * the same; the help dialog lists what is defined.
 */
import { noChange } from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';
import type { ElementPart } from 'lit/directive.js';

export interface Shortcut {
  /** As `KeyboardEvent.key` has it, letters upper case. */
  readonly key: string;
  /** What it does, in the language of the page. */
  readonly words: () => string;
  /** Put on a button: the key presses it as long as it is in the page. */
  readonly bind: () => unknown;
}

const defined: Shortcut[] = [];
const bound = new Map<Shortcut, HTMLElement>();

/** Defines a key; once for each, where its button is drawn. */
export function defineShortcut(key: string, words: () => string): Shortcut {
  if (defined.some((other) => other.key === key)) throw new Error(`The key ${key} is taken.`);
  const shortcut: Shortcut = { key, words, bind: () => bindShortcut(shortcut) };
  defined.push(shortcut);
  return shortcut;
}

/** All that are defined on this page, in the order in which its parts were loaded. */
export const shortcuts = (): readonly Shortcut[] => defined;

class BindShortcut extends AsyncDirective {
  #shortcut: Shortcut | undefined;
  #element: HTMLElement | null = null;

  override render(_shortcut: Shortcut) {
    return noChange;
  }
  override update(part: ElementPart, [shortcut]: [Shortcut]) {
    this.#release();
    this.#shortcut = shortcut;
    this.#element = part.element as HTMLElement;
    this.#bind();
    return noChange;
  }
  #bind(): void {
    if (!this.#element || !this.#shortcut) return;
    this.#element.setAttribute('aria-keyshortcuts', this.#shortcut.key);
    bound.set(this.#shortcut, this.#element);
  }
  #release(): void {
    if (this.#shortcut && bound.get(this.#shortcut) === this.#element) bound.delete(this.#shortcut);
    this.#element?.removeAttribute('aria-keyshortcuts');
  }
  protected override disconnected(): void {
    this.#release();
  }
  protected override reconnected(): void {
    this.#bind();
  }
}

const bindShortcut = directive(BindShortcut);

const isTyping = (element: HTMLElement): boolean => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

/** Whether a dialog is open below a root, in any shadow tree: its keys are its own. */
const hasOpenDialog = (root: ParentNode): boolean =>
  root.querySelector('dialog[open]') !== null ||
  [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot !== null && hasOpenDialog(shadowRoot));

/**
 * Presses the button of a key; keys that are typed, held or meant for the browser are left alone.
 * @param root the page, whose open dialogs take keys for themselves
 */
export function pressShortcut(event: KeyboardEvent, root: ParentNode): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (isTyping(event.composedPath()[0] as HTMLElement) || hasOpenDialog(root)) return;
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const shortcut = defined.find((other) => other.key === key);
  const element = shortcut && bound.get(shortcut);
  if (!element) return;
  event.preventDefault();
  element.click();
}
