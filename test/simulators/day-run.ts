import type { Publisher } from '#libs/transport';
import { balanceTable, fetchBalance, isSettled, type Balance } from './balance-table.js';
import { simulateDay } from './day.js';
import { DaySender, type Progress } from './day-sender.js';
import { patiently } from './patience.js';
import { progressLine } from './progress-line.js';
import type { SystemId } from './transmission.js';

export interface DayRunOptions {
  readonly url: string;
  /** Bearer tokens by partner id, and that of the operator under `operator`. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly publisher?: Publisher;
  readonly seed?: number;
  readonly scale?: number;
  readonly codeListsRoot?: string;
  readonly signal?: AbortSignal;
  /** Writes to the terminal; a line that ends with `\r` is overwritten by the next. */
  readonly print: (text: string) => void;
}

const pollMs = 500;

/** A simulated day from beginning to end: sent with a progress bar, waited for, and told as a table that must balance. */
export class DayRun {
  private readonly sent = new Map<SystemId, Progress>();

  constructor(private readonly options: DayRunOptions) {}

  /** Everything that was sent is durable with the hub when this resolves without the signal having been aborted. */
  async send(): Promise<void> {
    const { seed, scale, codeListsRoot } = this.options;
    const day = simulateDay({ seed, scale, codeListsRoot });
    const total = Object.values(day.transmissions).reduce((sum, list) => sum + list.length, 0);
    const onProgress = (progress: Progress): void => {
      this.sent.set(progress.system, progress);
      const sent = [...this.sent.values()].reduce((sum, one) => sum + one.sent, 0);
      this.options.print(progressLine('发送 sending', sent, total));
    };
    await new DaySender({ ...this.options, onProgress }).send(day.transmissions);
    this.options.print('\n');
  }

  /** Waits until nothing is on its way any more and prints the table. @returns whether every row balances */
  async report(): Promise<boolean> {
    const { signal, print } = this.options;
    for (;;) {
      const balance = await this.balance();
      if (isSettled(balance)) {
        print(`\n${balanceTable(balance)}\n`);
        return balance.systems.every((system) => system.isBalanced);
      }
      print(progressLine('处理 working', ...workDone(balance)));
      if (signal?.aborted === true) return false;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  private balance(): Promise<Balance> {
    const { url, tokens, signal } = this.options;
    return patiently(async () => ({ done: true, value: await fetchBalance(url, tokens.operator ?? '') }), {
      signal,
    });
  }
}

function workDone({ systems }: Balance): [done: number, total: number] {
  const total = systems.reduce((sum, system) => sum + system.received, 0);
  const pending = systems.reduce((sum, system) => sum + system.pending, 0);
  return [total - pending, total];
}
