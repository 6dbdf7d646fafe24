/** Addresses of IPv4 as numbers: ranges with both ends, none of which touch. */
export type Addresses = readonly (readonly [first: number, last: number])[];

/** Addresses of a range such as `10.0.0.0/8`. Of IPv6, which no policy here speaks of, there are none. */
export function addressesIn(cidr: string): Addresses {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(cidr);
  if (match === null) return [];
  const [a = 0, b = 0, c = 0, d = 0, bits = 0] = match.slice(1).map(Number);
  const size = 2 ** (32 - bits);
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const first = address - (address % size);
  return [[first, first + size - 1]];
}

/** Addresses of the one without those of the other. */
export const without = (all: Addresses, taken: Addresses): Addresses =>
  taken.reduce<Addresses>(
    (rest, [from, to]) =>
      rest.flatMap(([first, last]) => {
        const before: Addresses = first < from ? [[first, Math.min(last, from - 1)]] : [];
        const after: Addresses = last > to ? [[Math.max(first, to + 1), last]] : [];
        return [...before, ...after];
      }),
    all,
  );

/** Whether all of some addresses are among others. */
export const include = (all: Addresses, some: Addresses): boolean => without(some, all).length === 0;

const anywhere = addressesIn('0.0.0.0/0');

/** What is on the node itself, its credentials included. */
const linkLocal = addressesIn('169.254.0.0/16');

const inside = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'].flatMap(addressesIn);

/** Whose addresses nobody knows by name, and where they may be. */
export const places = {
  /** A service of others, with a public address. */
  internet: without(anywhere, [...inside, ...linkLocal]),
  /** An address that is given elsewhere, public or not, but never the node's own. */
  outside: without(anywhere, linkLocal),
  /** Addresses that the settings give: wherever they are. */
  given: anywhere,
} as const;

/** One of {@link places}. */
export type Place = keyof typeof places;
