/** What stands along an edge of a page: its header, and rows of tools. */
import { css } from 'lit';

/** `header` over all columns, to the edges of a page whose padding is `--page-edge`. */
export const pageHeader = css`
  header {
    grid-column: 1 / -1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: 8px 12px;
    margin-inline: calc(-1 * var(--page-edge, 0px));
    background: var(--surface);
    border-bottom: 1px solid var(--line);
  }
  h1 {
    font-size: 1.05rem;
    flex: 1 1 240px;
    line-height: 1.3;
  }
`;

/** `.bar`: a row of tools that goes on in the next line where it is narrow. */
export const bar = css`
  :host {
    display: block;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--bar-gap, 4px);
    padding: var(--bar-gap, 4px) calc(4px + var(--bar-gap, 4px));
    background: var(--surface);
    border-bottom: 1px solid var(--line);
  }
`;

/** The parts of a page, each with its own address. On a phone only the present one says its name. */
export const pageTabs = css`
  nav {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    padding: 4px 12px 0;
    background: var(--surface);
    border-block-end: 1px solid var(--line);
  }
  nav a {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    justify-content: center;
    min-height: var(--touch);
    min-width: var(--touch);
    padding: 6px 9px;
    color: var(--text);
    text-decoration: none;
    font-weight: 600;
    border-block-end: 3px solid transparent;
  }
  nav a[aria-current='page'] {
    border-color: var(--accent);
    color: var(--accent);
  }
  @media (max-width: 640px) {
    nav a:not([aria-current='page']) span {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    nav {
      justify-content: space-between;
      padding-inline: 4px;
    }
  }
`;

/** A page that somebody without an account opens by a link: its head, and one column. */
export const linkPage = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    min-height: 100dvh;
  }
  main {
    display: grid;
    align-content: start;
    gap: 16px;
    width: min(760px, 100%);
    margin-inline: auto;
    padding: 16px 12px 96px;
    min-width: 0;
  }
`;
