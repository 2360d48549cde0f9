import type { AnswerDeadline } from '#libs/journal';
import { durationMs, type RoutingTable } from '#libs/routing';

/** Every `acknowledgementDeadline` of the configuration. */
export function answerDeadlines({ partners }: Pick<RoutingTable, 'partners'>): AnswerDeadline[] {
  return partners.flatMap(({ id: partner, agreements }) =>
    agreements.flatMap(({ id: agreement, version, acknowledgementDeadline }) =>
      acknowledgementDeadline === undefined
        ? []
        : [{ partner, agreement, version, withinMs: durationMs(acknowledgementDeadline) }],
    ),
  );
}
