type Step = () => Promise<void> | void;

/** What has been begun and is to be undone, whenever that may be: in the middle of starting, too. */
export class Undoing {
  private readonly steps: Step[] = [];

  add(step: Step): void {
    this.steps.unshift(step);
  }

  /** Undoes everything once, last first. What fails does not keep the rest. */
  async all(): Promise<void> {
    for (let step = this.steps.shift(); step !== undefined; step = this.steps.shift()) {
      await attempt(step).catch(() => undefined);
    }
  }
}

const attempt = async (step: Step): Promise<void> => {
  await step();
};
