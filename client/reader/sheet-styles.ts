/** How pages stand in the desk: as layers of the compositor, shown or ready behind it. */
import { css } from 'lit';

export const sheetStyles = css`
  .desk {
    position: relative;
    overflow: auto;
    min-height: 0;
    overscroll-behavior: contain;
    background: var(--desk);
  }
  .sheets {
    position: relative;
    transform-origin: 0 0;
    overflow: clip;
  }
  /* A layer of its own in the compositor: to turn is to change an opacity. Not quite 0, or the browser would put off
     making its pixels until the turn, 12 ms on a slow tablet. */
  .sheet {
    position: absolute;
    opacity: 0.001;
    will-change: opacity;
    background: var(--paper);
    box-shadow: var(--shadow);
    overflow: clip;
    contain: strict;
    pointer-events: none;
  }
  .sheet.live {
    pointer-events: auto;
  }
  /* Only what is inherited by nothing: a turn must not cost a style for every word. */
  .sheet.shown {
    opacity: 0.9999;
  }
  .sheet > canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  .skeleton {
    aspect-ratio: 210 / 297;
    display: grid;
    place-items: center;
    background: var(--surface);
    color: var(--text-2);
    opacity: 0.75;
  }
`;
