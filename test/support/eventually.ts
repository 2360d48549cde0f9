import { setTimeout as pause } from 'node:timers/promises';

export interface EventuallyOptions {
  /** How long a busy machine may take; 60 s by default. */
  readonly withinMs?: number;
  readonly everyMs?: number;
}

/**
 * Asks again and again until there is an answer, and gives it back.
 * @param what the condition in words, for the failure
 * @throws Error when there is none in time; it carries what the last attempt threw
 */
export async function eventually<Answer>(
  what: string,
  ask: () => Promise<Answer | undefined | false> | Answer | undefined | false,
  { withinMs = 60_000, everyMs = 25 }: EventuallyOptions = {},
): Promise<Answer> {
  const deadline = Date.now() + withinMs;
  let cause: unknown;
  do {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      cause = error;
    }
    await pause(everyMs);
  } while (Date.now() < deadline);
  throw new Error(`not within ${withinMs} ms: ${what}`, { cause });
}
