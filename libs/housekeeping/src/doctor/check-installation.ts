import { createPartitions, dayOf, monthOf, partitionedTables } from '#libs/journal';
import { finding, type Examination, type Finding } from './finding.js';

const dayMs = 86_400_000;
const daysAhead = 3;

/** Processes, queues, partitions and configuration: what the messages need. */
export async function checkInstallation(examination: Examination): Promise<Finding[]> {
  return [
    ...queueFindings(examination),
    ...(await processFindings(examination)),
    ...(await partitionFindings(examination)),
  ];
}

function queueFindings({ queues }: Examination): Finding[] {
  if (queues === undefined) return finding('transport-silent', 1, []);
  const unread = queues.filter(({ consumer, consumers }) => consumer === 'bianzu' && consumers === 0);
  const ofGroup = (test: (group: string) => boolean): string[] =>
    unread.filter(({ group }) => test(group)).map(({ name, messages }) => `${name}: ${messages}`);
  const lanes = ofGroup((group) => group === 'work');
  const dead = ofGroup((group) => group === 'dead-letters');
  const intake = ofGroup((group) => group === 'intake' || group === 'unknown-sender');
  return [
    ...finding('lane-without-consumer', lanes.length, lanes),
    ...finding('dead-letters-unowned', dead.length, dead),
    ...finding('intake-without-consumer', intake.length, intake),
  ];
}

async function processFindings({ dataSource, nowMs }: Examination): Promise<Finding[]> {
  const minuteAgo = new Date(nowMs - 60_000);
  const processes = await dataSource.query<{ name: string; configuration: number | null }[]>(
    `SELECT kind || ' ' || host || ' ' || pid AS name, configuration FROM running_process WHERE seen_at > $1`,
    [minuteAgo],
  );
  const [active] = await dataSource.query<{ number: number; activated_at: Date }[]>(
    'SELECT number, activated_at FROM configuration_activation ORDER BY id DESC LIMIT 1',
  );
  const [refusal] = await dataSource.query<{ version: string; refused_at: Date }[]>(
    `SELECT version, refused_at FROM configuration_refusal WHERE refused_at > $1 ORDER BY id DESC LIMIT 1`,
    [active?.activated_at ?? new Date(0)],
  );
  const isSettled = active !== undefined && active.activated_at < minuteAgo;
  const behind = isSettled ? processes.filter(({ configuration }) => configuration !== active.number) : [];
  return [
    ...finding(
      'configuration-behind',
      behind.length,
      behind.map(({ name }) => name),
    ),
    ...finding('configuration-refused', refusal === undefined ? 0 : 1, refusal ? [refusal.version] : [], {
      since: refusal?.refused_at,
    }),
  ];
}

async function partitionFindings({ dataSource, nowMs, isHealing }: Examination): Promise<Finding[]> {
  const rows = await dataSource.query<{ name: string }[]>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace`,
  );
  const present = new Set(rows.map((row) => row.name));
  const times = Array.from({ length: daysAhead }, (_, day) => nowMs + day * dayMs);
  const wanted = new Set(
    partitionedTables.flatMap(({ name, by }) =>
      times.map((time) => `${name}_${(by === 'day' ? dayOf(time) : monthOf(time)).suffix}`),
    ),
  );
  const missing = [...wanted].filter((name) => !present.has(name));
  if (missing.length > 0 && isHealing) await createPartitions(dataSource, nowMs, daysAhead);
  const beside: string[] = [];
  for (const { name } of partitionedTables) {
    const found = await dataSource.query<unknown[]>(`SELECT 1 FROM ${name}_rest LIMIT 1`);
    if (found.length > 0) beside.push(`${name}_rest`);
  }
  return [
    ...finding('partition-missing', missing.length, missing, { healed: isHealing ? missing.length : 0 }),
    ...finding('rows-beside', beside.length, beside),
  ];
}
