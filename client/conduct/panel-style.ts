/** The look that the console's panels share. */
import { css } from 'lit';
import { controls } from '../ui/controls.ts';

export const panelStyles = [
  controls,
  css`
    :host {
      display: grid;
      align-content: start;
      gap: 8px;
      padding: 12px;
      background: var(--surface);
      border: 1px solid var(--line);
      border-radius: var(--radius);
      min-width: 0;
    }
    h2 {
      font-size: 1.05rem;
    }
    kbd {
      font: inherit;
      font-size: 0.75rem;
      font-weight: 600;
      border: 1px solid currentColor;
      border-radius: var(--radius-s);
      padding: 0 5px;
      opacity: 0.85;
    }
    button {
      padding-inline: 10px;
    }
    .icon-only {
      padding: 6px;
    }
    details summary::before {
      content: '';
      border: 5px solid transparent;
      border-inline-start: 7px solid currentColor;
      margin-inline: 3px 0;
      flex: none;
    }
    details[open] > summary::before {
      transform: rotate(90deg);
      translate: -2px 2px;
    }
    details summary {
      min-height: var(--touch);
      display: flex;
      align-items: center;
      gap: 6px;
      cursor: pointer;
      font-weight: 600;
    }
    form {
      display: grid;
      gap: 12px;
      margin-block-start: 12px;
    }
    form select {
      width: 100%;
    }
  `,
];
