/** The look that the parts of the desk share. */
import { css } from 'lit';
import { controls } from '../ui/controls.ts';

export const deskStyles = [
  controls,
  css`
    :host {
      display: grid;
      gap: 12px;
      align-content: start;
      min-width: 0;
    }
    h2 {
      font-size: 1.2rem;
    }
    h3 {
      font-size: 1.05rem;
    }
    .row {
      flex-wrap: wrap;
    }
    .panel {
      display: grid;
      gap: 12px;
      padding: 16px;
      background: var(--surface);
      border: 1px solid var(--line);
      border-radius: var(--radius-l);
    }
    form {
      display: grid;
      gap: 12px;
      margin-block-start: 12px;
    }
    dialog {
      width: min(640px, 96vw);
    }
    .refused {
      color: var(--danger);
      font-weight: 600;
    }
    .warn {
      color: var(--warn);
      font-weight: 600;
    }
    .hint {
      font-weight: 400;
    }
    .pair {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(200px, 1fr));
      gap: 12px;
      align-items: start;
    }
  `,
];

/** A wide table that is scrolled sideways by itself, never with the page. */
export const tableStyles = css`
  .scroll {
    /* What is hidden in a cell lies in here, and widens no page. */
    position: relative;
    overflow-x: auto;
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
  }
  table {
    border-collapse: collapse;
    width: 100%;
  }
  th,
  td {
    padding: 6px 10px;
    border-block-start: 1px solid var(--line);
    text-align: start;
  }
  thead th {
    border: 0;
    font-size: var(--size-s);
    color: var(--text-2);
  }
`;
