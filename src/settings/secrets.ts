import type { SettingsProblem } from './problems.ts';

/** What the secrets of the services used here look like, so that one pasted into a settings file is not committed. */
const shapes: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'a Slack webhook', pattern: /hooks\.slack\.com\/(services|workflows|triggers)\// },
  { what: 'a Slack token', pattern: /\bxox[abeprs]-/ },
  { what: 'a PagerDuty integration key', pattern: /(?<![0-9a-zA-Z])(?=\w*\d)[0-9a-zA-Z]{32}(?![0-9a-zA-Z])/ },
  { what: 'an AWS access key', pattern: /\b(AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { what: 'a JSON web token', pattern: /\beyJ[\w-]{10,}\.[\w-]{10,}\./ },
  { what: 'a GitHub token', pattern: /\bgh[opsu]_[0-9A-Za-z]{30,}/ },
  { what: 'a password in an address', pattern: /:\/\/[^/\s:@]*:[^/\s@]+@/ },
  { what: 'a token in an address', pattern: /[?&/](token|key|secret|password|sig)=/i },
  {
    what: 'an address with a key in its path',
    pattern: /:\/\/\S*\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{20,})\b/i,
  },
];

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
    const message = `looks like ${first.what}. Settings are committed: put it into the Secret that routing.secret names.`;
    return [{ line: at + 1, column: first.start + 1, message }];
  });
}

/** Where the word that holds this place begins. */
function wordStart(line: string, place: number): number {
  const before = line.slice(0, place);
  return before.length - (/[^\s'"]*$/.exec(before)?.[0].length ?? 0);
}
