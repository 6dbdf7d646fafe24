import type { SignalUse } from '../model/signal.ts';
import type { Template } from '../model/template.ts';

/** The signals that a template speaks of, in reading order. */
export function signalUses({ parts }: Template): SignalUse[] {
  return parts.filter((part) => typeof part !== 'string').filter((hole) => hole.kind === 'signal');
}
