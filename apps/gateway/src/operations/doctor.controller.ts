import { Controller, Get, Inject, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  DoctorReports,
  findingKinds,
  findingsNow,
  forecast,
  hasFailures,
  type Forecast,
} from '#libs/housekeeping';
import type { Settings } from '#libs/runtime';
import { problem } from '../problem.js';
import { Needs } from '../security/scope.js';
import { SETTINGS } from '../tokens.js';

/** What the doctor has found lately, and what the journal takes on disk. */
@Controller('v1/operations')
@Needs('operations')
export class DoctorController {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The latest report; a worker makes one every minute. `at` is null before the first. */
  @Get('findings')
  async findings(): Promise<object> {
    const report = await new DoctorReports(this.dataSource).latest();
    const findings = findingsNow(report);
    return {
      at: report?.at ?? null,
      isWell: !hasFailures(findings),
      findings: findings.map((one) => ({ ...one, ...findingKinds[one.kind] })),
    };
  }

  /** `perDay`: messages in a day, for the forecast. */
  @Get('storage')
  async storage(@Query('perDay') perDay = '0'): Promise<Forecast> {
    const count = Number(perDay);
    if (!Number.isInteger(count) || count < 0) throw problem('bad-request', { parameter: 'perDay' });
    try {
      return await forecast(this.dataSource, count, this.settings.retentionDays);
    } catch (error) {
      if (error instanceof RangeError) throw problem('too-few-messages', { reason: error.message });
      throw error;
    }
  }
}
