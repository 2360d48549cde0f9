import { firstIdAt } from '#libs/journal';
import { finding, type Examination, type Finding } from './finding.js';

interface Range {
  readonly counter: string;
  readonly from: number;
  readonly to: number;
  readonly present: number;
  readonly twice: number;
}

const hourMs = 3_600_000;
/** Numbers are compared that were given in this time. */
const lookBackMs = 2 * hourMs;
/** Ids and numbers are not given in quite the same order, the less so when clocks differ. */
const aroundMs = hourMs / 4;
const wideMs = 26 * hourMs;

/**
 * Whether the interchanges that were sent have all the numbers that their counters have given, each in one interchange only:
 * a partner takes a gap for a lost interchange. Numbers and interchanges are committed together, and the references are read
 * from the trailers (UNZ 0020, IEA02), so that what counts is what the partner sees.
 */
export async function checkControlNumbers(examination: Examination): Promise<Finding[]> {
  const suspects = (await ranges(examination, aroundMs)).filter(isWrong);
  // with a clock that was wrong, some are in other places
  const wrong = suspects.length === 0 ? [] : (await ranges(examination, wideMs)).filter(isWrong);
  return finding(
    'control-numbers',
    wrong.reduce((sum, one) => sum + missing(one) + one.twice, 0),
    wrong.map(
      (one) =>
        `${one.counter} ${one.from}-${one.to}: ${missing(one)} missing, ${one.twice} used for two interchanges`,
    ),
  );
}

const missing = ({ from, to, present }: Range): number => Math.max(0, to - from + 1 - present);
/** A counter that has begun anew has small numbers behind large ones; it is looked at when the large ones are old. */
const isWrong = (one: Range): boolean => one.to >= one.from && (missing(one) > 0 || one.twice > 0);

async function ranges({ dataSource, nowMs }: Examination, aroundRangeMs: number): Promise<Range[]> {
  const startMs = nowMs - lookBackMs;
  return dataSource.query<Range[]>(
    `WITH sent AS (
       SELECT id, bytes, partner, content_type, convert_from(substr(bytes, greatest(1, length(bytes) - 80)), 'LATIN1') AS tail
       FROM delivery WHERE id >= $1 AND bytes IS NOT NULL AND content_type IN ('application/edifact', 'application/edi-x12')
     ), numbered AS (
       SELECT CASE content_type WHEN 'application/edifact' THEN 'edifact' ELSE 'x12' END || '/interchange/' || partner AS counter,
         coalesce(substring(tail FROM 'UNZ[^0-9]+[0-9]+[^0-9]+([0-9]{1,9})[^0-9]*$'),
           substring(tail FROM 'IEA[^0-9]+[0-9]+[^0-9]+([0-9]{9})[^0-9]*$'))::bigint AS number, id >= $2 AS counts, bytes
       FROM sent
     ), first AS (
       SELECT counter, min(number) AS number FROM numbered WHERE counts GROUP BY 1
     )
     SELECT counter, f.number::int AS from, c.last::int AS to, count(DISTINCT n.number)::int AS present,
       (count(DISTINCT (n.number, md5(n.bytes))) - count(DISTINCT n.number))::int AS twice
     FROM first f JOIN control_number c USING (counter) JOIN numbered n USING (counter)
     WHERE n.number BETWEEN f.number AND c.last GROUP BY counter, f.number, c.last ORDER BY counter`,
    [firstIdAt(startMs - aroundRangeMs), firstIdAt(startMs)],
  );
}
