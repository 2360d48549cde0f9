export type * from './agreement.js';
export * from './edi-terms.js';
export type { InterchangeSyntax, SeparatorName } from './interchange-syntax.js';
export { tolerate } from './tolerate.js';
export { loadRouting, type AgreementFile } from './load-routing.js';
export { RoutingTable, type Recognised, type RecognisedMessage } from './routing-table.js';
