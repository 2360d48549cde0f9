import { StageError } from '#libs/message';

/** Some publications of a batch are not safe: which, and why. Retryable when each of them is. */
export class PublicationError extends StageError {
  /** @param failures the failure by the position of the publication in its batch, from 0 */
  constructor(readonly failures: ReadonlyMap<number, StageError>) {
    const [first] = failures.values();
    const retryable = [...failures.values()].every((failure) => failure.retryable);
    super('publish', `${failures.size} not published: ${first?.message}`, retryable, { cause: first });
    this.name = 'PublicationError';
  }
}

/** Waits for every publication of a batch, then throws one `PublicationError` for all that failed. */
export async function allPublished(publications: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(publications);
  const failures = new Map<number, StageError>();
  results.forEach((result, index) => {
    if (result.status === 'fulfilled') return;
    if (!(result.reason instanceof StageError)) throw result.reason;
    failures.set(index, result.reason);
  });
  if (failures.size > 0) throw new PublicationError(failures);
}

/** No queue is bound for this routing key: publishing again does not help before the topology has changed. */
export function unroutable(exchange: string, routingKey: string): StageError {
  return new StageError('publish', `No queue takes "${routingKey}" of the exchange "${exchange}".`, false);
}
