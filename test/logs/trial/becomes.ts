/** Waits until something holds, as long as it may take on a busy machine. */
export async function becomes(holds: () => boolean, seconds = 30): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`did not happen within ${String(seconds)} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
