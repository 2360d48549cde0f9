import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { v7 as newId } from 'uuid';
import type { PlainValue } from '#libs/message';
import type { Principal } from '#libs/partners';
import { LiveConfiguration } from '#libs/runtime';
import { preferred } from '../conventions/accept.js';
import { readDocumented } from '../conventions/documented-body.js';
import { Idempotent } from '../conventions/idempotency.interceptor.js';
import { Operations } from '../conventions/operations.js';
import { canonicalBytes, canonicalTypes } from '../orders/canonical-form.js';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';
import { figuresCsv } from './figures-csv.js';
import { readReportRequest, type ReportParameters } from './report-request.js';
import { reportSchema, StatisticsReports } from './statistics-reports.js';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const withCsv = [...canonicalTypes, 'text/csv'] as const;

/** Freight figures by category, lane, bureau and month. They are about all customers, so partners do not see them. */
@Controller('v1/statistics')
@Needs('statistics', 'operations')
export class FreightController {
  constructor(
    private readonly reports: StatisticsReports,
    private readonly configuration: LiveConfiguration,
    private readonly operations: Operations,
  ) {}

  /** The figures of this moment, as a canonical StatisticsReport in JSON or XML, or as CSV. */
  @Get('freight')
  async freight(
    @Query() parameters: ReportParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = readReportRequest(parameters);
    const name = `freight-${asked.basis}-${asked.from}-${asked.to}`;
    const report = await this.reports.report(asked, name);
    const mediaType = preferred(request.headers.accept, withCsv)!;
    if (mediaType === 'text/csv') {
      const disposition = `attachment; filename="${name}.csv"`;
      await reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', disposition)
        .send(figuresCsv(report));
    } else await this.send(report as unknown as PlainValue, mediaType, reply);
  }

  /** Signs the figures and sends them to whoever the routes name. */
  @Post('reports')
  @HttpCode(202)
  @Idempotent()
  async order(
    @Caller() caller: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ id: string; location: string; messageId: string }> {
    const parameters = await readDocumented<ReportParameters>(request, this.operations);
    const asked = readReportRequest(parameters);
    const documentId = `freight-${asked.basis}-${asked.from}-${asked.to}-${newId()}`;
    const { id, messageId } = await this.reports.send(asked, documentId, caller.id);
    const location = `/v1/statistics/reports/${id}`;
    void reply.header('location', location);
    return { id, location, messageId };
  }

  /** The signed report as it was sent. */
  @Get('reports/:id')
  async one(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = uuid.test(id) ? await this.reports.find(id) : undefined;
    if (found === undefined) throw problem('not-found');
    await this.send(found.document, preferred(request.headers.accept, canonicalTypes)!, reply);
  }

  private async send(
    report: PlainValue,
    mediaType: (typeof canonicalTypes)[number],
    reply: FastifyReply,
  ): Promise<void> {
    const bytes = canonicalBytes(report, reportSchema, mediaType, this.configuration.current);
    await reply.type(mediaType).send(Buffer.from(bytes));
  }
}
