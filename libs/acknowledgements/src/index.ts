export { acknowledgement, type AcknowledgementFacts } from './acknowledgement.js';
