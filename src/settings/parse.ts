import { isAlias, LineCounter, parseDocument, visit, type Document, type YAMLError } from 'yaml';
import type { Position, SettingsProblem } from './problems.ts';

/** A settings file as YAML, or what keeps it from being YAML that we read. */
export interface Parsed {
  readonly document: Document;
  readonly positionOf: (offset: number) => Position;
  readonly problems: readonly SettingsProblem[];
}

/** Decodes bytes as UTF-8, or says where they are not. */
export function decode(bytes: Uint8Array): string | SettingsProblem {
  const text = new TextDecoder('utf-8').decode(bytes);
  const at = text.search(/[\uFFFD\0]/);
  if (at < 0) return text;
  const before = text.slice(0, at).split('\n');
  return {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    message: 'is not UTF-8 text. Save the file as UTF-8.',
  };
}

/** Parses YAML with positions. Aliases are refused: a settings file is short, and a few lines of them fill any memory. */
export function parse(text: string): Parsed {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true });
  const positionOf = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const broken = [...document.errors, ...document.warnings].map((error) => ({
    ...positionOf(error.pos[0]),
    message: `is not valid YAML: ${sentence(reason(error))}`,
  }));
  return { document, positionOf, problems: [...broken, ...aliases(document, positionOf)] };
}

function aliases(document: Document, positionOf: Parsed['positionOf']): SettingsProblem[] {
  const found: SettingsProblem[] = [];
  visit(document, {
    Alias: (_, node) => {
      if (!isAlias(node) || found.length > 0) return visit.BREAK;
      found.push({
        ...positionOf(node.range?.[0] ?? 0),
        message: `refers to '*${node.source}', and settings may not use aliases. Write the value out.`,
      });
      return undefined;
    },
  });
  return found;
}

/** YAML takes a password that begins with `!` for a tag: its name is not repeated. */
const reason = ({ code, message }: YAMLError): string =>
  code === 'TAG_RESOLVE_FAILED' ? "A value that begins with '!' belongs in quotes" : message;

const sentence = (message: string): string => (/[.!?]$/.test(message) ? message : `${message}.`);
