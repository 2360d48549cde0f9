/**
 * Freight statistics 货运统计: tonnage, units and revenue by goods category, lane, bureau and month, of what is ordered and of
 * what is carried.
 *
 * Each order, consignment note and parcel contributes lines (`contribution.ts`). `freight_entry` holds what a record contributes
 * now; when the customer store takes another statement of the record, the difference between its old and its new lines is
 * added, in the same transaction and in one statement per batch (`freight-statistics.ts`). Differences are only ever
 * appended (`freight_delta`), so that workers never wait for each other at a figure; from time to time they are folded
 * into `freight_total` (`fold.ts`). A figure is the sum over both.
 *
 * An order that only a status says is cancelled (`freight_cancellation`) contributes nothing until it is stated later than that: looked up when
 * the order is written, and from time to time for orders that were there before (`settle-cancellations.ts`).
 */
export { type Contribution, type FreightLine } from './contribution.js';
export { foldDeltas } from './fold.js';
export {
  bases,
  dimensions,
  freightFigures,
  type Basis,
  type Dimension,
  type FigureRow,
  type FiguresRequest,
} from './figures.js';
export { freightStatistics, type FreightStatistics } from './freight-statistics.js';
export { FreightCancellation1700000000374 } from './migrations/1700000000374-freight-cancellation.js';
export { settleCancellations } from './settle-cancellations.js';
export { FreightStatistics1700000000372 } from './migrations/1700000000372-freight-statistics.js';
export { signed, unsigned, type StatisticsReport } from './signature.js';
