/** The look that what is written shares, on tablets and at the secretariat. */
import { css } from 'lit';

/** What somebody wrote: a passage that is quoted, and words with their lines. */
export const wordStyles = css`
  blockquote {
    margin: 0;
    padding-inline-start: 12px;
    border-inline-start: 3px solid var(--line-strong);
    color: var(--text-2);
    overflow-wrap: anywhere;
  }
  .words {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
`;

/** A list of cards in groups, each with what can be done with it. */
export const cardStyles = css`
  section {
    display: grid;
    gap: 10px;
    margin-block-start: 12px;
  }
  article {
    display: grid;
    gap: 10px;
    padding: 14px;
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
  }
`;

/** A form in a dialog, one field below the other. */
export const formStyles = css`
  form {
    display: grid;
    gap: 12px;
    margin-block-start: 12px;
  }
  select {
    width: 100%;
  }
`;
