/** The look of notes on a page. It stands with the reader, whose pages they lie on; what draws them comes later. */
import { css } from 'lit';

export const noteStyles = css`
  .notes {
    position: absolute;
    inset: 0;
    pointer-events: none;
  }
  /* What is marked shines through; the drawing as a whole, since its turning makes a group of it. */
  .notes svg {
    position: absolute;
    overflow: visible;
    mix-blend-mode: multiply;
  }
  .notes .pin {
    position: absolute;
    width: 44px;
    height: 44px;
    margin: -22px 0 0 -22px;
    display: grid;
    place-items: center;
    pointer-events: auto;
    border: 0;
    background: none;
    padding: 0;
    min-height: 0;
    min-width: 0;
    z-index: 5;
    cursor: pointer;
  }
  .notes .pin i {
    width: 26px;
    height: 26px;
    border-radius: var(--radius-s) var(--radius-s) var(--radius-s) 0;
    border: 1.5px solid #333;
    box-shadow: var(--shadow);
  }
  .notes .ribbon {
    position: absolute;
    top: 0;
    right: 6%;
    width: 22px;
    height: 40px;
    background: #b3211d;
    clip-path: polygon(0 0, 100% 0, 100% 100%, 50% 78%, 0 100%);
  }
`;
