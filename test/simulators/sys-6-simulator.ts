import type { DayPlan } from './day-plan.js';
import { faultOutcomes } from './fault-kinds.js';
import { expectLines } from './sys-6-line-faults.js';
import { ParcelFile } from './sys-6-parcel-file.js';
import { StatusFile } from './sys-6-status-file.js';
import { transmission, type Transmission } from './transmission.js';

/** Parcel express 零散货物快运: a CSV file of parcels, one of its lines in UTF-8 by mistake, and a file of statuses. */
export function simulateSys6(plan: DayPlan): Transmission[] {
  const { compact } = plan.calendar;
  const parcels = new ParcelFile(plan, plan.counts.parcelLines);
  const statuses = new StatusFile(plan, parcels, plan.counts.parcelStatusLines);
  const common = { system: 'sys-6', sender: 'sys-6', channel: 'rest', orderKey: 'sys-6' } as const;
  const csv = { ...common, contentType: 'text/csv; charset=gb18030' };
  const parcelLines = expectLines(parcels.lines, parcels.faults);
  const statusLines = expectLines(statuses.lines, statuses.faults);
  return [
    transmission(
      {
        ...csv,
        id: `sys-6-${compact}-000001`,
        fileName: `LSKY_${compact}_2.csv`,
        expectation: {
          ...faultOutcomes['wrong-declared-encoding'],
          records: 0,
          fault: 'wrong-declared-encoding',
        },
      },
      () => parcels.chunks('utf-8', Math.min(20, parcels.lines)),
    ),
    transmission(
      {
        ...csv,
        id: `sys-6-${compact}-000002`,
        fileName: `LSKY_${compact}.csv`,
        expectation: { verdict: 'accepted', records: parcelLines.accepted, lines: parcelLines },
      },
      () => parcels.chunks(),
    ),
    transmission(
      {
        ...common,
        contentType: 'text/plain; charset=gb18030',
        id: `sys-6-${compact}-000003`,
        fileName: `LSZT_${compact}.txt`,
        expectation: { verdict: 'accepted', records: statusLines.accepted, lines: statusLines },
      },
      () => statuses.chunks(),
    ),
  ];
}
