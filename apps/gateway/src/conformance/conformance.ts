import type { Provider, Type } from '@nestjs/common';
import { ConformanceRuns } from '#libs/conformance';
import type { Runtime } from '#libs/runtime';
import { AgreementDocumentationController } from '../documentation/agreement-documentation.controller.js';
import { SandboxController } from '../sandbox/sandbox.controller.js';
import { ConformanceController } from './conformance.controller.js';
import { ConformanceSweep } from './conformance-sweep.js';
import { ConformanceWork } from './conformance-work.js';
import { GotEvidence } from './got-evidence.js';
import { SentEvidence } from './sent-evidence.js';
import { SentRuns } from './sent-runs.js';
import { TestDeliveries } from './test-deliveries.js';

export const conformanceControllers: Type[] = [
  SandboxController,
  ConformanceController,
  AgreementDocumentationController,
];

/** Sandbox and conformance. */
export function conformance({ dataSource }: Runtime): Provider[] {
  return [
    { provide: ConformanceRuns, useValue: new ConformanceRuns(dataSource) },
    SentEvidence,
    GotEvidence,
    TestDeliveries,
    SentRuns,
    ConformanceWork,
    ConformanceSweep,
  ];
}
