/** Scrolls one box so that something in it is seen, and nothing else on the page. */
export function reveal(box: Element | null, inside: Element | null): void {
  if (!box || !inside) return;
  const [outer, inner] = [box.getBoundingClientRect(), inside.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom)
    box.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 3;
  if (inner.left < outer.left || inner.right > outer.right)
    box.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 3;
}
