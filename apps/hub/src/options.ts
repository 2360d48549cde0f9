import { parseArgs } from 'node:util';

export interface HubOptions {
  /** Without the example day. */
  readonly empty: boolean;
  /** Ends after the example day's table. */
  readonly once: boolean;
}

/** Ends the process with a hint when an option is not known. */
export function readOptions(args: readonly string[]): HubOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { empty: { type: 'boolean', default: false }, once: { type: 'boolean', default: false } },
    });
    return values;
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message : String(error)}\nnpm start -- [--empty] [--once]`,
    );
    process.exit(2);
  }
}
