import type { Destination } from './agreement.js';
import { durationMs } from './duration.js';
import { usualRetry } from './terms-of-delivery.js';

/** How long a test message is tried: whoever tests watches, and mends what is wrong. */
const retryInTest = { maxAge: 'PT1H', firstDelay: 'PT2S', maxDelay: 'PT30S' } as const;

/**
 * Where the messages go that try out an agreement in test: the same endpoint on the same terms, but a destination of its own, so
 * that its backlog, breaker and pause are not those of a version in use. No id of a destination has an underscore.
 */
export function destinationInTest(destination: Destination): Destination {
  const { id, version, edi, format, retry = usualRetry } = destination;
  const isEdi = format === 'edifact' || format === 'x12';
  const maxAge =
    durationMs(retry.maxAge) < durationMs(retryInTest.maxAge) ? retry.maxAge : retryInTest.maxAge;
  return {
    ...destination,
    id: destinationInTestId({ id, version }),
    isTest: true,
    retry: { ...retry, ...retryInTest, maxAge },
    // UNB 0035, ISA15
    ...(isEdi ? { edi: { ...edi, test: true } } : {}),
  };
}

export function destinationInTestId({ id, version }: Pick<Destination, 'id' | 'version'>): string {
  return `${id}_${version}_test`;
}

/** Whether an id is that of a destination in test, also when the agreement is not in test any more. */
export function isDestinationInTest(id: string): boolean {
  return /_\d+_test$/.test(id);
}
