/**
 * Positions in the log are numbers here: bytes since the server was made. They are exact up to 8 PiB, which a server that writes
 * 100 MB a second reaches after two years and nine months, so that one that gets there is told of by {@link positionOf}.
 */
export type Position = number;

/** Bytes of a segment, unless the server was made with another `--wal-segsize`. */
export const usualSegmentBytes = 16 * 1024 * 1024;

const high = 2 ** 32;

/** The position that PostgreSQL writes as `16/B374D848`. @throws Error where it is none */
export function positionOf(lsn: string): Position {
  const parts = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(lsn);
  const position = parts === null ? NaN : hex(parts[1]) * high + hex(parts[2]);
  if (!Number.isSafeInteger(position)) throw new Error(`'${lsn}' is no position in a log that can be read.`);
  return position;
}

/** A position as PostgreSQL writes it. */
export const lsnOf = (position: Position): string =>
  `${Math.floor(position / high).toString(16)}/${(position % high).toString(16)}`.toUpperCase();

/** The name of a segment's file: eight digits each of timeline, and of the two halves of its number. */
export const segmentName = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/;

/** Where a segment begins. */
export function startOf(segment: string, segmentBytes: number): Position {
  const [, , first, second] = segmentName.exec(segment) ?? [];
  return hex(first) * high + hex(second) * segmentBytes;
}

/** The segment that a position is in, on a timeline. */
export function segmentAt(position: Position, timeline: number, segmentBytes: number): string {
  const first = Math.floor(position / high);
  const second = Math.floor((position % high) / segmentBytes);
  return [timeline, first, second].map((part) => digits(part)).join('');
}

/** A number in eight digits, as names of files have it. */
export const digits = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');

/** The number that hexadecimal digits are. */
export const hex = (text = ''): number => Number.parseInt(text, 16);
