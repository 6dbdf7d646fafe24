/** A moment as people read it at night: `2026-03-07 14:22:05 UTC`. */
export const momentText = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** The name of a moment in names of databases and folders: `20260307t1422`. Seconds only where there are some. */
export function momentName(at: number): string {
  const text = new Date(at).toISOString().replace(/[-:]/g, '').toLowerCase();
  const seconds = text.slice(13, 15);
  return `${text.slice(0, 13)}${seconds === '00' ? '' : seconds}`;
}

const units: readonly (readonly [name: string, seconds: number])[] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** A time in words, by its two largest units: `2 hours 5 minutes`. */
export function spanText(milliseconds: number): string {
  let left = Math.max(0, Math.round(milliseconds / 1000));
  const first = units.findIndex(([, seconds]) => left >= seconds);
  if (first < 0) return 'less than a second';
  const parts = units.slice(first, first + 2).flatMap(([name, seconds]) => {
    const count = Math.floor(left / seconds);
    left -= count * seconds;
    return count === 0 ? [] : [`${String(count)} ${name}${count === 1 ? '' : 's'}`];
  });
  return parts.join(' ');
}

const sizes = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A size in units of a thousand, as speeds are told: `4.1 GB`. */
export function sizeText(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(sizes.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${value < 10 && step > 0 ? value.toFixed(1) : value.toFixed(0)} ${sizes[step] ?? 'B'}`;
}

/** A speed, in MB/s. */
export const speedText = (bytesPerSecond: number): string => {
  const speed = bytesPerSecond / 1e6;
  return `${speed < 10 ? speed.toFixed(1) : speed.toFixed(0)} MB/s`;
};
