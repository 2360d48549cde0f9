import { parseArgs } from 'node:util';

export interface HubOptions {
  /** Without the example day. */
  readonly empty: boolean;
  /** Ends after the example day's table. */
  readonly once: boolean;
  /** The size of the example day: 1 is a full one, 0.01 to 10. */
  readonly scale: number;
}

/** Ends the process with a hint when an option is not known. */
export function readOptions(args: readonly string[]): HubOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        empty: { type: 'boolean', default: false },
        once: { type: 'boolean', default: false },
        scale: { type: 'string', default: '1' },
      },
    });
    const scale = Number(values.scale);
    if (!(scale >= 0.01 && scale <= 10)) throw new Error(`--scale is 0.01 to 10, not ${values.scale}`);
    return { ...values, scale };
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message : String(error)}\nnpm start -- [--empty] [--once] [--scale 0.1]`,
    );
    process.exit(2);
  }
}
