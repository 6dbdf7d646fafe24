import type { SyntaxNode } from '@lezer/common';
import { nodes, operands, type Syntax } from './syntax.ts';

/**
 * What an expression works out, as text: without its windows, spaces and outer parentheses, and without the conditions on some labels.
 * An alert and the panel that shows when it fires have the same, however far each looks back and whatever is chosen above.
 */
export function shapeOf(syntax: Syntax, node: SyntaxNode, ignored: ReadonlySet<string>): string {
  const [inner] = node.name === 'ParenExpr' ? operands(node) : [];
  if (inner !== undefined) return shapeOf(syntax, inner, ignored);
  const differing = nodes(node, 'UnquotedLabelMatcher', 'DurationExpr', 'OffsetDurationExpr').filter(
    (part) => part.name !== 'UnquotedLabelMatcher' || ignored.has(labelIn(syntax, part)),
  );
  return without(syntax, node, differing)
    .replace(windowInName, '$1')
    .replace(/\s+/g, '')
    .replace(/(?<=\{),+/g, '')
    .replace(/,+(?=[,}])/g, '')
    .replaceAll('{}', '');
}

/** A recorded series has its window in its name: `slo:sli_error:ratio_rate5m`. */
const windowInName = /(:[a-z_]+)\d+[smhdw]\b/g;

function labelIn({ text }: Syntax, matcher: SyntaxNode): string {
  const label = matcher.getChild('LabelName');
  return label === null ? '' : text(label);
}

/** A node's text without that of some parts, which stand in reading order. */
function without({ text }: Syntax, node: SyntaxNode, parts: readonly SyntaxNode[]): string {
  const whole = text(node);
  const kept = [...parts, undefined].map((part, at) =>
    whole.slice((parts[at - 1]?.to ?? node.from) - node.from, (part?.from ?? node.to) - node.from),
  );
  return kept.join('');
}
