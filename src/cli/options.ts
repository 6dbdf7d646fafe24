import { parseArgs } from 'node:util';
import { nearest, printable } from './words.ts';

/** An option of a command, as its help shows it. */
export interface Option {
  /** What stands for its value: `URL`. @default - it has none, it is on or off */
  readonly value?: string;
  /** Whether it may be given more than once. @default false */
  readonly multiple?: true;
  readonly says: string;
}

/** Options by name, without dashes. */
export type Options = Readonly<Record<string, Option>>;

/** What was given for options. */
export type Given<O extends Options> = { readonly [Name in keyof O]: ValueOf<O[Name]> };

type ValueOf<O extends Option> = O extends { value: string }
  ? O extends { multiple: true }
    ? readonly string[]
    : string | undefined
  : boolean;

/** Options as they were given, and a sentence for everything that is wrong with them. */
export interface Read<O extends Options> {
  readonly given: Given<O>;
  readonly problems: readonly string[];
  /** Options whose value is missing, of which there is a problem already. */
  readonly empty: ReadonlySet<string>;
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

/**
 * Reads a command line, all of it, whatever is wrong. An option that is misspelt is told of, and then taken for the one that was
 * meant, so that nobody is told that this one is missing.
 */
export function readOptions<O extends Options>(options: O, argv: readonly string[]): Read<O> {
  const { tokens } = parseArgs({
    args: argv.map((argument, at) => withoutNext(options, argument, argv[at + 1])),
    options: Object.fromEntries(
      Object.entries(options).map(([name, { value }]) => [
        name,
        { type: value === undefined ? 'boolean' : 'string' },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const reader = new Reader(options);
  for (const [at, token] of tokens.entries()) reader.take(token, tokens[at + 1]);
  return { given: reader.given() as Given<O>, problems: reader.problems, empty: reader.empty() };
}

/** An option whose value is missing must not take the option after it for its value. */
function withoutNext(options: Options, argument: string, next: string | undefined): string {
  const takesValue = options[argument.replace(/^--/, '')]?.value !== undefined;
  return takesValue && next?.startsWith('--') === true ? `${argument}=` : argument;
}

class Reader {
  readonly problems: string[] = [];
  private readonly values = new Map<string, string[]>();
  private readonly taken = new Set<Token>();

  constructor(private readonly options: Options) {}

  take(token: Token, next: Token | undefined): void {
    if (this.taken.has(token) || token.kind === 'option-terminator') return;
    if (token.kind === 'positional') this.problems.push(`'${printable(token.value)}' is not an option.`);
    else if (Object.hasOwn(this.options, token.name)) this.known(token.name, token.value);
    else this.unknown(token, next);
  }

  private known(name: string, value: string | undefined): void {
    const { value: placeholder, multiple = false } = this.options[name] ?? {};
    const before = this.values.get(name) ?? [];
    this.values.set(name, [...before, value ?? '']);
    if (placeholder === undefined) {
      if (value !== undefined) this.problems.push(`--${name} takes no value, got '${printable(value)}'.`);
    } else if (value === undefined || value === '') {
      this.problems.push(`--${name} needs a value: --${name} ${placeholder}.`);
    } else if (before.length > 0 && !multiple) {
      this.problems.push(`--${name} may be given once, got '${printable(value)}' as well.`);
    }
  }

  private unknown(token: Extract<Token, { kind: 'option' }>, next: Token | undefined): void {
    const names = Object.keys(this.options);
    const meant = nearest(token.name, names);
    const help = meant === undefined ? '' : ` Did you mean '--${meant}'?`;
    this.problems.push(`'${printable(token.rawName)}' is not an option.${help}`);
    if (next?.kind === 'positional') this.taken.add(next);
    if (meant === undefined || this.options[meant]?.value === undefined) return;
    this.known(meant, token.value ?? (next?.kind === 'positional' ? next.value : undefined));
  }

  given(): Record<string, unknown> {
    return Object.fromEntries<unknown>(
      Object.entries(this.options).map(([name, { value, multiple }]) => {
        const got = this.values.get(name) ?? [];
        if (value === undefined) return [name, got.length > 0];
        const values = got.filter((one) => one !== '');
        return [name, multiple === true ? values : values.at(-1)];
      }),
    );
  }

  /** Options that somebody gave without a value. */
  empty(): ReadonlySet<string> {
    return new Set([...this.values].filter(([, got]) => got.includes('')).map(([name]) => name));
  }
}
