import type { DataSource } from 'typeorm';
import type { DoctorReport } from './finding.js';

/** The latest report, for everybody: whoever owns the housekeeping writes it, all processes can tell it. */
export class DoctorReports {
  constructor(private readonly dataSource: DataSource) {}

  async keep(report: DoctorReport): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO doctor_report (latest, report) VALUES (true, $1) ON CONFLICT (latest) DO UPDATE SET report = $1`,
      [JSON.stringify(report)],
    );
  }

  async latest(): Promise<DoctorReport | undefined> {
    const [row] = await this.dataSource.query<{ report: string }[]>('SELECT report FROM doctor_report');
    return row === undefined ? undefined : (JSON.parse(row.report) as DoctorReport);
  }
}
