/** Values as promtool's tests write them: a value that stays is written once, and `_` is none. */
export function promtoolValues(values: readonly (number | undefined)[]): string {
  const words: string[] = [];
  let since = 0;
  values.forEach((value, index) => {
    if (index + 1 < values.length && values[index + 1] === value) return;
    words.push(word(value, index + 1 - since));
    since = index + 1;
  });
  return words.join(' ');
}

function word(value: number | undefined, times: number): string {
  if (value === undefined) return times > 1 ? `_x${String(times)}` : '_';
  return times > 1 ? `${String(value)}+0x${String(times - 1)}` : String(value);
}
