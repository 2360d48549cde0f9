export type * from './agreement.js';
export { loadRouting, type AgreementFile } from './load-routing.js';
export { RoutingTable, type Recognised } from './routing-table.js';
