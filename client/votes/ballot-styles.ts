/** What every element of a ballot looks like: lists without marks, and what is said large. */
import { css } from 'lit';

export const ballotStyles = css`
  ol {
    display: grid;
    gap: 8px;
    padding: 0;
    margin: 0;
  }
  li {
    list-style: none;
  }
  .state {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 12px;
    padding: 16px;
    border-radius: var(--radius-l);
    font-size: 1.15rem;
    font-weight: 700;
    background: var(--surface-2);
  }
  .state.doubt {
    background: var(--danger-soft);
    color: var(--danger);
  }
  .between {
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
    align-items: center;
    justify-content: space-between;
  }
`;
