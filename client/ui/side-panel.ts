/** A dialog at the side of the page, with a head that stays: pages, notes, search. */
import { css } from 'lit';

export const sidePanel = css`
  :host {
    display: block;
    position: absolute;
  }
  dialog {
    margin: 0 0 0 auto;
    height: 100dvh;
    max-height: none;
    width: min(560px, 96vw);
    border-radius: var(--radius-l) 0 0 var(--radius-l);
    padding: 0;
  }
  .head {
    position: sticky;
    top: 0;
    display: grid;
    gap: 8px;
    padding: 12px 16px;
    background: var(--surface);
    border-bottom: 1px solid var(--line);
    z-index: 1;
  }
  .body {
    padding: 8px 16px 24px;
  }
  .body li button {
    width: 100%;
    text-align: start;
    margin-block-start: 6px;
    padding: 8px 12px;
    border-color: var(--line);
  }
  .body h3 {
    font-size: 1rem;
    line-height: 1.35;
    padding-block: 14px 4px;
  }
`;
