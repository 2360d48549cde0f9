export type * from './agreement.js';
export { RoutingTable, type Recognised } from './routing-table.js';
