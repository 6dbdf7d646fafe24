/** A day of slices is under 1 MB. Whoever sends more than this is no Prometheus. */
const largest = 64 * 2 ** 20;

/**
 * The text of a response, of which there may only be so much.
 *
 * @throws when there is more.
 */
export async function textOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > largest) throw new Error('sends more than 64 MiB');
  }
  return text + decoder.decode();
}
