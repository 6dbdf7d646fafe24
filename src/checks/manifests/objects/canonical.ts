const decimal = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 } as const;
const binary = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 } as const;

const nano = 1_000_000_000n;
const ten = (exponent: number): bigint => 10n ** BigInt(exponent);

/** An amount as Kubernetes writes it back: whole, with the largest unit. Nothing if it is no amount, or has an exponent. */
export function canonicalQuantity(text: string): string | undefined {
  const nanos = nanosOf(text);
  if (nanos === undefined) return undefined;
  return text.endsWith('i') ? ofBytes(nanos / nano) : inDecimal(nanos);
}

/** An amount in billionths, so that amounts can be compared. Nothing if it is no amount, or has an exponent. */
export function nanosOf(text: string): bigint | undefined {
  const [, whole = '', fraction = '', unit = ''] =
    /^(\d+)(?:\.(\d{1,9}))?([numkMGTPE]|[KMGTPE]i)?$/.exec(text) ?? [];
  if (whole === '') return undefined;
  const mantissa = BigInt(whole + fraction) * ten(9 - fraction.length);
  if (isBinary(unit)) return mantissa << BigInt(binary[unit]);
  const exponent = decimal[unit as keyof typeof decimal];
  return exponent < 0 ? mantissa / ten(-exponent) : mantissa * ten(exponent);
}

const isBinary = (unit: string): unit is keyof typeof binary => Object.hasOwn(binary, unit);

/** Less than 1 Ki is written in decimal. */
function ofBytes(bytes: bigint): string {
  if (bytes < 1024n) return bytes.toString();
  const units = Object.entries(binary).filter(([, power]) => bytes % (1n << BigInt(power)) === 0n);
  const [unit, power] = units.at(-1) ?? ['', 0];
  return `${String(bytes >> BigInt(power))}${unit}`;
}

function inDecimal(nanos: bigint): string {
  if (nanos === 0n) return '0';
  const units = Object.entries(decimal).filter(([, exponent]) => nanos % ten(9 + exponent) === 0n);
  const [unit, exponent] = units.at(-1) ?? ['n', -9];
  return `${String(nanos / ten(9 + exponent))}${unit}`;
}

/** A time as Go writes it back: `1h0m0s` for `1h` and for `60m`. Nothing if it is none, or has parts of a second. */
export function canonicalDuration(text: string): string | undefined {
  const [, hours, minutes, seconds] = /^(?=\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text) ?? [];
  const total = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  if (hours === undefined && minutes === undefined && seconds === undefined) return undefined;
  const [h, m, s] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60].map(String);
  if (total >= 3600) return `${h ?? ''}h${m ?? ''}m${s ?? ''}s`;
  return total >= 60 ? `${m ?? ''}m${s ?? ''}s` : `${s ?? ''}s`;
}
