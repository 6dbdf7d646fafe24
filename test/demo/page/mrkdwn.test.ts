import { describe, expect, test } from 'vitest';
import { mrkdwn } from '../../../demo/page/mrkdwn.ts';

const text = (said: string) => ({ kind: 'text', text: said });

describe("Slack's markup", () => {
  test.each([
    ['*bold*', 'bold'],
    ['_italic_', 'italic'],
    ['~gone~', 'strike'],
    ['`code`', 'code'],
  ])('%s is %s', (said, kind) => {
    expect(mrkdwn(`a ${said}, b`)).toEqual([text('a '), { kind, text: said.slice(1, -1) }, text(', b')]);
  });

  test('names a link by its label, or by its address', () => {
    expect(mrkdwn('<https://x.test/a?b=1&amp;c=2|Runbook> · <https://x.test>')).toEqual([
      { kind: 'link', text: 'Runbook', href: 'https://x.test/a?b=1&c=2' },
      text(' · '),
      { kind: 'link', text: 'https://x.test', href: 'https://x.test' },
    ]);
  });

  test.each(['fraiseql_queries_total', '2 * 3 * 4', 'a*b*c', '* a *', 'snake_case_name'])(
    'leaves %s alone',
    (said) => {
      expect(mrkdwn(said)).toEqual([text(said)]);
    },
  );

  test('what Alertmanager escapes is read as it was written, and never as markup', () => {
    expect(mrkdwn('&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;')).toEqual([
      text('<script>alert(1)</script> &lt;'),
    ]);
  });

  test('a script is text, and an address that is none of the web is no link', () => {
    expect(mrkdwn('<script>').every(({ kind }) => kind === 'text')).toBe(true);
    expect(mrkdwn('<javascript:alert(1)|Runbook>')).toEqual([text('Runbook')]);
    expect(mrkdwn('<!channel>')).toEqual([{ kind: 'bold', text: '@channel' }]);
  });
});
