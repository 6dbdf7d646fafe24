import { setTimeout } from 'node:timers/promises';

/** Waits until something is so. */
export async function until(happened: () => Promise<boolean>): Promise<void> {
  while (!(await happened())) await setTimeout(50);
}
