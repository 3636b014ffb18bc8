/** The look of native controls, shared by every element through one style sheet object. */
import { css } from 'lit';

export const controls = css`
  :host,
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  p,
  ol,
  ul,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  ol,
  ul {
    list-style: none;
  }
  button,
  input,
  select,
  textarea,
  .button {
    font: inherit;
    color: inherit;
  }
  button,
  .button,
  select {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: var(--touch);
    min-width: var(--touch);
    padding: 6px 14px;
    border: 1.5px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    font-weight: 600;
    text-decoration: none;
    text-align: center;
    cursor: pointer;
    touch-action: manipulation;
  }
  button:hover:not(:disabled, [aria-disabled='true']) {
    border-color: var(--accent);
  }
  .primary:is(button, .button) {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
  }
  .primary:is(button, .button):hover:not(:disabled, [aria-disabled='true']) {
    background: var(--accent-hover);
  }
  button.danger {
    border-color: var(--danger);
    color: var(--danger);
  }
  button.quiet,
  .button.quiet {
    border-color: transparent;
    background: transparent;
  }
  button[aria-pressed='true'],
  button[aria-current]:not([aria-current='false']) {
    background: var(--accent-soft);
    border-color: var(--accent);
  }
  button:disabled,
  button[aria-disabled='true'] {
    color: var(--text-2);
    background: var(--surface-2);
    border-color: var(--line);
    cursor: not-allowed;
  }
  button.primary:disabled,
  button.primary[aria-disabled='true'] {
    color: var(--text-2);
    background: var(--surface-2);
  }
  dialog:focus-visible {
    outline: none;
  }
  :focus-visible:not(dialog) {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
  }
  input,
  textarea,
  select {
    min-height: var(--touch);
    padding: 8px 12px;
    border: 1.5px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    width: 100%;
  }
  input,
  textarea {
    min-width: 0;
  }
  textarea {
    font-weight: 400;
  }
  input[type='datetime-local'] {
    padding-inline: 8px;
  }
  select {
    width: auto;
    justify-content: start;
    text-align: start;
  }
  label {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    font-weight: 600;
  }
  /* A box to tick, with its words beside it. */
  .check {
    display: flex;
    align-items: center;
    gap: 10px;
    font-weight: 500;
    min-height: var(--touch);
    line-height: 1.3;
  }
  .check input {
    width: 24px;
    height: 24px;
    min-height: 0;
    flex: none;
    margin: 10px;
    accent-color: var(--accent);
  }
  dialog {
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    padding: 20px;
    background: var(--surface);
    color: var(--text);
    width: min(560px, calc(100vw - 24px));
    max-height: calc(100dvh - 24px);
    overflow: auto;
  }
  dialog::backdrop {
    background: rgb(8 14 22 / 62%);
  }
  .card {
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .muted {
    color: var(--text-2);
  }
  .small {
    font-size: var(--size-s);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .grow {
    flex: 1;
    min-width: 0;
  }
  .wrap {
    overflow-wrap: anywhere;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 2px 8px;
    border-radius: var(--radius-round);
    font-size: var(--size-s);
    font-weight: 600;
    background: var(--surface-2);
  }
  .badge.good {
    background: var(--good-soft);
    color: var(--good);
  }
  .badge.warn {
    background: var(--warn-soft);
    color: var(--warn);
  }
  .badge.bad {
    background: var(--danger-soft);
    color: var(--danger);
  }
  svg.icon {
    /* Beside words of a line, in their middle; where it stands in a row, that sets it. */
    vertical-align: -0.22em;
    width: 1.25em;
    height: 1.25em;
    flex: none;
  }
  @media (forced-colors: active) {
    button.primary,
    button[aria-pressed='true'],
    button[aria-current]:not([aria-current='false']) {
      border-width: 3px;
    }
    button:disabled,
    button[aria-disabled='true'] {
      color: GrayText;
      border-color: GrayText;
    }
    .badge,
    .card {
      border: 1px solid CanvasText;
    }
  }
  @media print {
    button,
    .button,
    dialog,
    select {
      display: none !important;
    }
  }
`;
