import type { SettingsProblem } from './problems.ts';

/** Forty characters of all three sorts: digests are of one case, and names have dashes. */
const awsSecretKey =
  /(?<![\w/+=-])(?=[\w/+]*[a-z])(?=[\w/+]*[A-Z])(?=[\w/+]*\d)[0-9A-Za-z/+]{40}(?![\w/+=-])/;

/** Somebody before an `@`, with or without a password. `git@` is everybody, and an image has its digest there. */
const passwordInAddress =
  /:\/\/(?!git@)[^/\s@'"]+@|(?<![^\s'"])(?!mailto:)[^\s/:@'"]+:(?!\/)[^\s@'"]*@(?!sha256:)/;

/** What the secrets of the services used here look like, so that one pasted into a settings file is not committed. */
const shapes: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'a Slack webhook', pattern: /hooks\.slack\.com\/(services|workflows|triggers)\// },
  { what: 'a Slack token', pattern: /\bxox[abeprs]-/ },
  { what: 'a PagerDuty integration key', pattern: /(?<![0-9a-zA-Z])(?=\w*\d)[0-9a-zA-Z]{32}(?![0-9a-zA-Z])/ },
  { what: 'an AWS access key', pattern: /\b(AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: 'an AWS secret key', pattern: awsSecretKey },
  { what: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { what: 'a JSON web token', pattern: /\beyJ[\w-]{10,}\.[\w-]{10,}\./ },
  { what: 'a GitHub token', pattern: /\b(gh[oprsu]_[0-9A-Za-z]{30,}|github_pat_\w{30,})/ },
  { what: 'a GitLab token', pattern: /\bgl(pat|dt|rt|ptt|ft|cbt|soat|imt)-[\w-]{20,}/ },
  { what: 'a Vault token', pattern: /\bhv[sbr]\.[\w-]{20,}/ },
  { what: 'a password in an address', pattern: passwordInAddress },
  { what: 'a token in an address', pattern: /[?&/](token|key|secret|password|sig)=/i },
  {
    what: 'an address with a key in its path',
    pattern: /:\/\/\S*\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{20,})\b/i,
  },
];

/** What a line of text looks like, such as `an AWS access key`, or nothing if it is no secret. */
export const secretIn = (line: string): string | undefined =>
  shapes.find(({ pattern }) => pattern.test(line))?.what;

/**
 * Refuses text that looks like a secret, in comments and broken YAML too. The message never repeats it: it ends up in logs
 * of CI.
 */
export function secrets(text: string): SettingsProblem[] {
  return text.split('\n').flatMap((line, at) => {
    const found = shapes.flatMap(({ what, pattern }) => {
      const match = pattern.exec(line);
      return match === null ? [] : [{ what, start: wordStart(line, match.index) }];
    });
    const [first] = found;
    if (first === undefined) return [];
    const message = `looks like ${first.what}. Settings are committed: put it into a Secret, and only the name of that Secret here.`;
    return [{ line: at + 1, column: first.start + 1, message }];
  });
}

/** Where the word that holds this place begins. */
function wordStart(line: string, place: number): number {
  const before = line.slice(0, place);
  return before.length - (/[^\s'"]*$/.exec(before)?.[0].length ?? 0);
}
