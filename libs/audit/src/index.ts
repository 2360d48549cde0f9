export { AuditLog, type AuditFact, type AuditFilter } from './audit-log.js';
export { type AuditEntry, type ChainReport } from './audit-chain.js';
export { AuditLog1700000000350 } from './migrations/1700000000350-audit-log.js';
