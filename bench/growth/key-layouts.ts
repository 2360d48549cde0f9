import pg from 'pg';
import { table, whole } from '../measure/table.js';

interface Layout {
  readonly name: string;
  readonly clause: string;
  readonly partitions: readonly string[];
}

const dayMs = 86_400_000;
const firstMs = Date.UTC(2025, 0, 1);
const days = 400;

/**
 * Where business keys are searched fast and written fast: the same keys of 400 days in four layouts, each searched by
 * value alone, planning included, and written to at the newest day.
 */
export async function measureKeyLayouts(url: string, keys: number): Promise<object> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const measured = [];
  for (const layout of layouts()) measured.push(await measureLayout(client, layout, keys));
  await client.end();
  console.log(`\n${whole(keys)} business keys of ${days} days`);
  const rows = measured.map((one) => [
    one.name,
    whole(one.partitions),
    one.p50.toFixed(2),
    one.p95.toFixed(2),
    whole(one.locks),
    whole(one.writes),
  ]);
  console.log(table(['', 'partitions', 'search p50 ms', 'p95 ms', 'locks held', 'keys written/s'], rows));
  return { keys, measured };
}

function layouts(): Layout[] {
  return [
    { name: 'one table', clause: '', partitions: [] },
    { name: 'days', clause: 'PARTITION BY RANGE (message_id)', partitions: ranges(1) },
    { name: 'months', clause: 'PARTITION BY RANGE (message_id)', partitions: ranges(30) },
    {
      name: 'hash of the value',
      clause: 'PARTITION BY HASH (value)',
      partitions: Array.from({ length: 16 }, (_, n) => `FOR VALUES WITH (MODULUS 16, REMAINDER ${n})`),
    },
  ];
}

function ranges(each: number): string[] {
  const count = Math.ceil((days + 1) / each);
  return Array.from({ length: count }, (_, n) => {
    const from = firstMs + n * each * dayMs;
    return `FOR VALUES FROM ('${idAt(from)}') TO ('${idAt(from + each * dayMs)}')`;
  });
}

function idAt(timeMs: number): string {
  const hex = timeMs.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

async function measureLayout(
  client: pg.Client,
  { name, clause, partitions }: Layout,
  keys: number,
): Promise<{ name: string; partitions: number; p50: number; p95: number; locks: number; writes: number }> {
  await client.query('DROP TABLE IF EXISTS k');
  await client.query(
    `CREATE TABLE k (type text, value text, message_id uuid, PRIMARY KEY (type, value, message_id)) ${clause}`,
  );
  for (const [n, bounds] of partitions.entries())
    await client.query(`CREATE TABLE k_${n} PARTITION OF k ${bounds}`);
  await client.query(insert('0', String(keys - 1), keys));
  await client.query('ANALYZE k');
  const ask = `SELECT message_id FROM k WHERE type = 'order' AND value = $1 ORDER BY message_id DESC LIMIT 50`;
  const tookMs: number[] = [];
  for (let n = 0; n < 300; n++) {
    const start = performance.now();
    await client.query(ask, [`DD${(n * 7919) % keys}`]);
    tookMs.push(performance.now() - start);
  }
  tookMs.sort((a, b) => a - b);
  await client.query('BEGIN');
  await client.query(ask, ['DD1']);
  const { rows } = await client.query<{ locks: number }>(
    'SELECT count(*)::int AS locks FROM pg_locks WHERE pid = pg_backend_pid()',
  );
  await client.query('COMMIT');
  const start = performance.now();
  for (let n = 0; n < 50; n++)
    await client.query(insert(String(keys + n * 600), String(keys + n * 600 + 599), keys));
  const writes = 30_000 / ((performance.now() - start) / 1000);
  return {
    name,
    partitions: partitions.length,
    p50: tookMs[150]!,
    p95: tookMs[285]!,
    locks: rows[0]!.locks,
    writes,
  };
}

/** Values as they are in life: some follow the time, some do not. What comes after the last key is of the last day. */
function insert(from: string, to: string, keys: number): string {
  return `INSERT INTO k SELECT CASE n % 3 WHEN 0 THEN 'order' WHEN 1 THEN 'container' ELSE 'customer' END,
      CASE n % 3 WHEN 0 THEN 'DD' || n WHEN 1 THEN 'TBJU' || n * 7919 % 1000003 ELSE 'K' || n * 31 % 20011 END,
      uuid(substr(t, 1, 8) || '-' || substr(t, 9, 4) || '-7' || substr(h, 1, 3) || '-8' || substr(h, 4, 3) || '-' || substr(h, 7, 12))
    FROM (SELECT n, md5(n::text) AS h,
        lpad(to_hex(${firstMs}::bigint + least(n::bigint * ${days * dayMs} / ${keys}, ${(days - 1) * dayMs} + n % ${dayMs})), 12, '0') AS t
      FROM generate_series(${from}::bigint, ${to}::bigint) AS n) AS numbered`;
}
