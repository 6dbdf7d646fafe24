import { printable } from '../../cli/words.ts';

const example = 'such as http://localhost:9090/metrics';

/** An address that can be asked. Of one that cannot nothing is shown that may be a password. */
export function urlFrom(text: string | undefined, problems: string[]): URL {
  const nowhere = new URL('http://localhost/metrics');
  if (text === undefined) {
    problems.push(`--url is missing: the address of a server's metrics, ${example}. Or --file.`);
    return nowhere;
  }
  if (!URL.canParse(text) || !/^https?:\/\//i.test(text)) {
    const got = text.includes('@') ? 'something else' : `'${printable(text)}'`;
    const meant = /^[\w.-]+:\d+/.test(text) ? ` Did you mean 'http://${printable(text)}'?` : '';
    problems.push(`--url must be an address that begins with http:// or https://, got ${got}.${meant}`);
    return nowhere;
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    problems.push(
      "--url must have no user and no password in it: they would stand in the history of the shell. Put 'Authorization: Basic …' into a file, and name it with --header-file.",
    );
  }
  if (url.pathname === '/') url.pathname = '/metrics';
  return url;
}
