import { serveStandIns, type Received, type StandIns } from '../../engines/stand-ins/serve.ts';

/** A request that a stand-in received. */
export type Message = Received;

/** Keeps what PagerDuty, Slack and the dead man's switch are told. They refuse what the real ones would. */
export class StandIn {
  readonly messages: Message[] = [];
  private standIns: StandIns | undefined;
  private waiting: (() => void)[] = [];

  /** Starts to listen on loopback. Returns where, and the secrets. */
  async start(): Promise<StandIns['receivers']> {
    this.standIns = await serveStandIns((message) => {
      this.take(message);
    });
    return this.standIns.receivers;
  }

  stop(): void {
    this.standIns?.stop();
  }

  /** The first message that fits, received or yet to come. */
  async first(fits: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = this.messages.find(fits);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private take(message: Message): void {
    if (message.refused !== undefined) throw new Error(`${message.path} was refused: ${message.refused}`);
    this.messages.push(message);
    const woken = this.waiting;
    this.waiting = [];
    woken.forEach((wake) => {
      wake();
    });
  }
}
