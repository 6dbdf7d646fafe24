import { expect, test } from 'vitest';
import { runbookPage } from '../../../demo/site/document.ts';

test('a runbook has headings that links lead to, and code whose comments are none', () => {
  const page = runbookPage(
    'x.md',
    '# Title\n\n## ServiceDown\n\n**Look** at `it`.\n\n```sh\n# Are there pods?\nkubectl get <pods>\n```\n\nSee [that](other.md#there).',
  );
  expect(page).toContain(
    '<h2 id="servicedown">ServiceDown</h2>\n<p class="text"><b>Look</b> at <code>it</code>.</p>',
  );
  expect(page).toContain('<pre># Are there pods?\nkubectl get &#60;pods&#62;</pre>');
  expect(page).toContain('<a href="other.md#there">that</a>');
});

test('markup in a runbook is text', () => {
  const page = runbookPage('x.md', 'Some <script>alert(1)</script> & [more](javascript:alert).');
  expect(page).toContain('Some &#60;script&#62;alert(1)&#60;/script&#62; &#38; [more](javascript:alert).');
});
