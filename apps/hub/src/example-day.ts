import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Publisher } from '#libs/transport';
import { DayRun } from '../../../test/simulators/index.js';
import type { Tokens } from '#libs/runtime';

interface Place {
  readonly url: string;
  readonly tokens: Tokens;
  readonly publisher: Publisher;
  readonly dataFolder: string;
  readonly configurationRoot: string;
  readonly scale: number;
}

/** `skipped`: the hub was first started without the day; `begun`: interrupted; `done`: every transmission was answered. */
type DayState = 'skipped' | 'begun' | 'done';

/**
 * The example day of the first start, sent through the real intake. When the hub was stopped or killed in the middle of
 * it, the next start sends the whole day again under the same ids: what was taken already is taken once.
 */
export class ExampleDay {
  private readonly file: string;

  constructor(private readonly place: Place) {
    this.file = join(place.dataFolder, 'example-day.json');
  }

  /** @returns whether every row of the day's table balances; true as well when there is no day to run */
  async run(isEmpty: boolean, signal: AbortSignal): Promise<boolean> {
    const state = this.state;
    if (isEmpty && state === undefined) this.state = 'skipped';
    if (isEmpty || state === 'skipped') return true;
    const { url, tokens, publisher, configurationRoot, scale } = this.place;
    const codeListsRoot = join(configurationRoot, 'code-lists');
    const run = new DayRun({
      url,
      tokens,
      publisher,
      codeListsRoot,
      scale,
      signal,
      print: (text) => process.stdout.write(text),
    });
    if (state !== 'done') {
      this.state = 'begun';
      await run.send();
      if (signal.aborted) return false;
      this.state = 'done';
    }
    return run.report();
  }

  private get state(): DayState | undefined {
    return existsSync(this.file)
      ? (JSON.parse(readFileSync(this.file, 'utf8')) as { state: DayState }).state
      : undefined;
  }

  private set state(state: DayState) {
    writeFileSync(`${this.file}.new`, JSON.stringify({ state }));
    renameSync(`${this.file}.new`, this.file);
  }
}
