export { DoctorReports } from './doctor/doctor-reports.js';
export { countsByKind, defaultPatienceMs, examine, findingsNow, hasFailures } from './doctor/examine.js';
export { findingKinds, type FindingKind } from './doctor/finding-kinds.js';
export type { DoctorReport, Examination, Finding } from './doctor/finding.js';
export { forecast, type Forecast } from './forecast.js';
export { Housekeeping1700000000252 } from './migrations/1700000000252-housekeeping.js';
export { keepRetention, type DayOutcome, type RetentionOptions } from './retention/keep-retention.js';
export { prune } from './retention/prune.js';
export { retentionTerms, type RetentionTerms } from './retention/retention-terms.js';
