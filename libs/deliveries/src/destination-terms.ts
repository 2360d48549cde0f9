import type { Channel } from '#libs/channels';

/** How a destination is reached, as it stands in the configuration at this moment. */
export interface DestinationTerms {
  readonly destination: string;
  readonly partner: string;
  readonly channel: Channel;
  readonly settings: object;
  /** What keeps its order: everything, or only deliveries in the same line, which has the same business keys. */
  readonly order: 'destination' | 'key';
  readonly retry: RetryLimits;
  /** What the deliveries are in the partner's terms; of acknowledgements it may be undefined. */
  readonly messageType?: string;
  /** What goes there tries an agreement out, and says so where the channel has a place for it. */
  readonly isTest?: boolean;
  /** See `fileNameOf`. */
  readonly fileName?: string;
}

export interface RetryLimits {
  readonly maxAgeMs: number;
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  readonly attemptTimeoutMs: number;
}

/** Nothing is sent for now, and why: the destination is suspended, or nobody knows it any more. */
export interface Held {
  readonly held: string;
}

/** Finds out how a destination is reached; undefined when it is none of ours. Asked before each run of attempts. */
export type ResolveDestination = (
  destination: string,
) => DestinationTerms | Held | undefined | Promise<DestinationTerms | Held | undefined>;

/** The first of several that knows the destination. */
export function anyOf(...resolvers: readonly ResolveDestination[]): ResolveDestination {
  return async (destination) => {
    for (const resolve of resolvers) {
      const found = await resolve(destination);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}
