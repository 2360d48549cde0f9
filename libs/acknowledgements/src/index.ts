export { acknowledgement, type AcknowledgementFacts } from './acknowledgement.js';
export { codesOf } from './edi/codes-of.js';
export {
  noAcknowledgementTexts,
  type AcknowledgementDocument,
  type EdiAcknowledgement,
  type MadeAcknowledgement,
  type NoAcknowledgement,
} from './edi/edi-acknowledgement.js';
export type { FaultCodes } from './edi/fault-codes.js';
export type { AcknowledgedError, IncomingAcknowledgement } from './edi/incoming-acknowledgement.js';
export type {
  GroupReport,
  InterchangeReport,
  MessageReport,
  ServiceSegment,
} from './edi/interchange-report.js';
export { messagesOf, valueOf } from './edi/interchange-report.js';
export { KeptFaults } from './edi/kept-faults.js';
export { recogniseSender } from './edi/recognise-sender.js';
export { ReportCollector, reportInterchanges } from './edi/report-interchanges.js';
export { serviceSegment } from './edi/segment.js';
export { aperak, type AperakOptions } from './edifact/aperak.js';
export { contrl, type ContrlOptions } from './edifact/contrl.js';
export { readAperak } from './edifact/read-aperak.js';
export { readContrl } from './edifact/read-contrl.js';
export { tafAnswers, type TafAnswerFacts } from './taf/taf-answers.js';
export { readTafHeader, type TafHeader } from './taf/taf-header.js';
export { functionalAcknowledgement, type FunctionalOptions } from './x12/functional-acknowledgement.js';
export { readX12Acknowledgements } from './x12/read-acknowledgements.js';
export { ta1 } from './x12/ta1.js';
export type { X12AnswerOptions } from './x12/x12-interchange.js';
