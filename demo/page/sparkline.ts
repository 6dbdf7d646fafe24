const names = 'http://www.w3.org/2000/svg';
const [width, height] = [100, 28];

/** The recent past of a number as a small line. What it says stands beside it as text. */
export function sparkline(past: readonly (number | null)[], mark: number | undefined): SVGSVGElement {
  // The mark is in the picture, so that what is far below it looks as small as it is.
  const top = Math.max(...past.map((value) => value ?? 0), mark ?? 1e-9) * 1.15;
  const svg = shape('svg', {
    viewBox: `0 0 ${String(width)} ${String(height)}`,
    preserveAspectRatio: 'none',
    'aria-hidden': 'true',
  });
  const y = (value: number) => (height - 1 - (value / top) * (height - 2)).toFixed(2);
  for (const points of lines(past, y)) {
    svg.append(shape('polyline', { class: 'line', points }));
  }
  if (mark !== undefined) {
    svg.append(shape('line', { class: 'mark', x1: '0', x2: String(width), y1: y(mark), y2: y(mark) }));
  }
  return svg;
}

/** Points of every stretch without a gap. */
function lines(past: readonly (number | null)[], y: (value: number) => string): string[] {
  const found: string[][] = [[]];
  past.forEach((value, at) => {
    if (value === null) found.push([]);
    else found.at(-1)?.push(`${((at / Math.max(past.length - 1, 1)) * width).toFixed(2)},${y(value)}`);
  });
  return found.filter((points) => points.length > 1).map((points) => points.join(' '));
}

function shape<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>>,
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS(names, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
