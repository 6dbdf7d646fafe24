/** Says one thing that happened, as a line of JSON. */
export type Say = (level: 'info' | 'warning' | 'error', phase: string, message: string) => void;

/** Lines as the scripts of backups have them. */
export const sayTo =
  (write: (text: string) => unknown, now: () => Date): Say =>
  (level, phase, message) => {
    write(`${JSON.stringify({ time: now().toISOString(), level, phase, message })}\n`);
  };
