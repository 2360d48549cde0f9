import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** Nobody answered for this long: give up. */
  readonly giveUpAfterMs: number;
  readonly signal?: AbortSignal;
}

/** What one try gave: a value, or the wish to be asked again after a while. */
export type Attempt<T> =
  | { readonly done: true; readonly value: T }
  | { readonly done: false; readonly reason: string; readonly afterMs?: number };

/** A fault that another try would not cure. */
export class FinalError extends Error {}

/**
 * Tries again until an attempt is done, with doubling pauses; a rejected attempt counts as one to repeat.
 * @throws Error when patience ends, FinalError at once
 */
export async function patiently<T>(
  attempt: () => Promise<Attempt<T>>,
  options: { readonly [Name in keyof Patience]?: Patience[Name] | undefined } = {},
): Promise<T> {
  const { firstPauseMs = 200, longestPauseMs = 5000, giveUpAfterMs = 300_000, signal } = options;
  const startedAt = performance.now();
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const result = await settled(attempt);
    if (result.done) return result.value;
    const waitMs = result.afterMs ?? pauseMs;
    if (performance.now() - startedAt + waitMs > giveUpAfterMs) {
      throw new Error(`gave up after ${Math.round(giveUpAfterMs / 1000)} s: ${result.reason}`);
    }
    await pause(waitMs, undefined, { signal });
  }
}

async function settled<T>(attempt: () => Promise<Attempt<T>>): Promise<Attempt<T>> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof FinalError) throw error;
    return { done: false, reason: reasonOf(error) };
  }
}

/** `fetch failed` alone tells nobody anything: its cause does. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: { code?: string; message?: string } };
  return [message, cause?.code ?? cause?.message].filter((part) => part !== undefined).join(': ');
}
