import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as newId } from 'uuid';
import type { PlainValue } from '#libs/message';
import { signingAlgorithm, SigningKeys } from '#libs/partners';
import { freightFigures, signed, type StatisticsReport } from '#libs/statistics';
import { IntakeService } from '../intake/intake.service.js';
import { problem } from '../problem.js';
import type { ReportRequest } from './report-request.js';

export const reportSchema = 'canonical/statistics-report/1';

/** As many as the canonical message may have. */
const mostRows = 10_000;
const ourselves = 'bianzu';

export interface StoredReport {
  readonly id: string;
  readonly document: PlainValue;
  readonly messageId: string;
}

/** Statistics as canonical messages: asked for, or signed, kept and sent on the journey of all messages. */
@Injectable()
export class StatisticsReports {
  constructor(
    private readonly dataSource: DataSource,
    private readonly keys: SigningKeys,
    private readonly intake: IntakeService,
  ) {}

  /** The figures of this moment. @throws problem when there are more rows than a message may have */
  async report(request: ReportRequest, documentId: string): Promise<StatisticsReport> {
    const { basis, by, from, to } = request;
    const { manager } = this.dataSource;
    const rows = by.length === 0 ? [] : await freightFigures(manager, { ...request, limit: mostRows + 1 });
    if (rows.length > mostRows)
      throw problem('bad-request', { parameter: 'by', reason: `more than ${mostRows} rows; ask for less` });
    const [totals] = await freightFigures(manager, { basis, by: [], from, to, limit: 1 });
    return {
      documentId,
      issuedAt: new Date().toISOString(),
      senderSystem: ourselves,
      basis,
      fromMonth: from,
      toMonth: to,
      ...(by.length === 0 ? {} : { dimensions: [...by] }),
      ...(rows.length === 0 ? {} : { rows }),
      totals: totals!,
    };
  }

  /**
   * Signs a report and takes it in as a message of our own; who is to have it is a matter of routes.
   * @param documentId the same one is sent once only
   */
  async send(request: ReportRequest, documentId: string, by: string): Promise<StoredReport> {
    const { id: keyId, privateKey } = await this.keys.newest();
    const key = { id: keyId, algorithm: signingAlgorithm, privateKey };
    const document = await signed(await this.report(request, documentId), key);
    const answer = await this.intake.take({
      head: Buffer.from(JSON.stringify(document)),
      arrival: {
        sender: ourselves,
        channel: 'rest',
        contentType: 'application/json',
        fileName: 'statistics-report.1.json',
      },
    });
    const id = newId();
    await this.dataSource.query(
      'INSERT INTO statistics_report (id, document, message_id, created_by) VALUES ($1, $2, $3, $4)',
      [id, JSON.stringify(document), answer.id, by],
    );
    return { id, document: document as unknown as PlainValue, messageId: answer.id };
  }

  async find(id: string): Promise<StoredReport | undefined> {
    const [row] = await this.dataSource.query<StoredReport[]>(
      'SELECT id, document, message_id AS "messageId" FROM statistics_report WHERE id = $1',
      [id],
    );
    return row;
  }
}
