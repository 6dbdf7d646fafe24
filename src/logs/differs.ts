/** What Elasticsearch fills in by itself, and changes nothing that we say. */
const filledIn = /(^|\.)(delete_searchable_snapshot|allow_custom_routing|hidden|failure_store\.enabled)$/;

/**
 * Fields in which two bodies differ. Elasticsearch writes numbers of settings as text, and dots where we have maps; what it fills in is
 * no difference, and what somebody else has added is one.
 */
export function differences(wanted: unknown, got: unknown): string[] {
  const [ours, theirs] = [flat(wanted), flat(got)];
  const names = [...new Set([...ours.keys(), ...theirs.keys()])].sort();
  return names.filter(
    (name) => ours.get(name) !== theirs.get(name) && !(filledIn.test(name) && !ours.has(name)),
  );
}

/** Leaves by their path. An empty map is a leaf too. */
function flat(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[path, String(value)]]);
  const entries = Object.entries(value);
  if (entries.length === 0) return new Map();
  return new Map(entries.flatMap(([key, one]) => [...flat(one, path === '' ? key : `${path}.${key}`)]));
}
