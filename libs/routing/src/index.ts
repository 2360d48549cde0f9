export type * from './agreement.js';
export * from './agreement-state.js';
export { durationMs, durationSchema } from './duration.js';
export * from './edi-terms.js';
export type { InterchangeSyntax, SeparatorName } from './interchange-syntax.js';
export { tolerate } from './tolerate.js';
export { loadRouting, type AgreementFile } from './load-routing.js';
export * from './terms-of-delivery.js';
export { RoutingTable, type Recognised, type RecognisedMessage } from './routing-table.js';
