import { printable } from '../../cli/words.ts';

/** Addresses of servers, without closing slashes. Those that cannot be asked are told of, without what may be a password in them. */
export function addressesFrom(given: readonly string[], problems: string[]): readonly string[] {
  if (given.length === 0) {
    problems.push(
      '--prometheus is missing: the address of Prometheus or Thanos Query, such as https://prometheus.example.com.',
    );
  }
  return given.flatMap((text) => {
    const problem = wrong(text);
    if (problem !== undefined) problems.push(`--prometheus ${problem}`);
    return problem === undefined ? [text.replace(/\/+$/, '')] : [];
  });
}

function wrong(text: string): string | undefined {
  if (!URL.canParse(text) || !/^https?:\/\//i.test(text)) {
    // Nothing is shown of what may have a password in it.
    const got = text.includes('@') ? 'something else' : `'${printable(text)}'`;
    return `must be an address that begins with http:// or https://, got ${got}.`;
  }
  const { username, password, search, hash } = new URL(text);
  if (username !== '' || password !== '') {
    return "must have no user and no password in it: it would stand in the history of the shell. Put 'Authorization: Basic …' into a file, and name it with --header-file.";
  }
  return search === '' && hash === ''
    ? undefined
    : `must end with its path, got '${printable(text)}': leave out what follows ? or #.`;
}
