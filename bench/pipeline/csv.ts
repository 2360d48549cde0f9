import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { parcelFile, parcelLine } from '../../test/support/parcel-file.js';
import { dataFolder } from '../../test/support/data-folder.js';
import { databaseUrlOf, startHub } from '../../test/support/hub-process.js';
import { residentOf } from './processes.js';
import { startBianzu } from './subjects/bianzu.js';
import type { Services } from './subjects/subject.js';

export interface CsvResult {
  readonly name: string;
  readonly lines: number;
  readonly megabytes: number;
  /** Until the request was answered. */
  readonly takenInSeconds: number;
  /** Until every line was in the store and everything that follows from it had left the outbox. */
  readonly seconds: number;
  /** The most that each process has had in memory. */
  readonly peakMegabytes: Readonly<Record<string, number>>;
}

/** What takes the file, in whichever edition. */
interface Place {
  readonly name: string;
  readonly url: string;
  readonly token: string;
  readonly databaseUrl: string;
  readonly pids: Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

/** The nightly file of parcels through the hub, and through a gateway and a worker. */
export async function measureCsv(services: Services, lines: number): Promise<CsvResult[]> {
  const file = nightlyFile(lines);
  const results: CsvResult[] = [];
  for (const start of [embedded, () => distributed(services)]) {
    const place = await start();
    try {
      results.push(await through(place, file, lines));
    } finally {
      await place.stop();
    }
  }
  return results;
}

/** Every fifth line is of a sender of its own, as with a courier that has many small customers and some large ones. */
function nightlyFile(lines: number): Buffer {
  const sender = (number: number): Record<string, string> =>
    number % 5 === 0
      ? {
          客户编号: `LK${String(200_000 + number)}`,
          发货人: `西安第${number}商贸有限公司`,
          发货人信用代码: '',
          发货人电话: `135${String(10_000_000 + number)}`,
        }
      : {};
  return parcelFile(Array.from({ length: lines }, (_, index) => parcelLine(index, sender(index))));
}

async function through(place: Place, file: Buffer, lines: number): Promise<CsvResult> {
  const client = new pg.Client({ connectionString: place.databaseUrl });
  await client.connect();
  try {
    const startMs = performance.now();
    const seconds = (): number => (performance.now() - startMs) / 1_000;
    const response = await fetch(place.url, {
      method: 'POST',
      body: new Uint8Array(file),
      headers: {
        authorization: `Bearer ${place.token}`,
        'content-type': 'text/csv',
        'content-disposition': 'attachment; filename="LSKY_20260316.csv"',
      },
    });
    if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`);
    const takenInSeconds = seconds();
    await response.arrayBuffer();
    await untilDone(client, lines);
    const peaks = Object.entries(place.pids).map(([name, pid]) => [name, residentOf(pid).peak] as const);
    return {
      name: place.name,
      lines,
      megabytes: file.byteLength / 1024 / 1024,
      takenInSeconds,
      seconds: seconds(),
      peakMegabytes: Object.fromEntries(peaks),
    };
  } finally {
    await client.end();
  }
}

async function untilDone(client: pg.Client, lines: number): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ state: string; record_count: number; waits: boolean }>(
      `SELECT state, record_count, EXISTS (SELECT FROM outbox) AS waits FROM message WHERE parent_id IS NULL`,
    );
    const [file] = rows;
    if (file?.state === 'split' && !file.waits) {
      const accepted = await client.query(
        `SELECT count(*)::int AS count FROM message WHERE state = 'accepted'`,
      );
      const { count } = accepted.rows[0] as { count: number };
      if (count !== lines) throw new Error(`${count} of ${lines} lines were accepted`);
      return;
    }
    if (file !== undefined && !['received', 'split'].includes(file.state)) throw new Error(file.state);
    await pause(250);
  }
}

async function embedded(): Promise<Place> {
  const folder = dataFolder();
  const hub = await startHub(folder.path, ['--empty']);
  const [, url = ''] = /(http:\S+)\/v1\b/.exec(hub.process.output) ?? [];
  const [, token = ''] = /^\s*sys-6\s+(\S+)/m.exec(hub.process.output) ?? [];
  return {
    name: 'hub (embedded edition)',
    url: `${url}/v1/messages`,
    token,
    databaseUrl: databaseUrlOf(hub, folder.path),
    pids: { hub: hub.process.pid! },
    stop: async () => {
      await hub.process.end('SIGTERM');
      await rm(folder.path, { recursive: true, force: true });
    },
  };
}

async function distributed(services: Services): Promise<Place> {
  const subject = await startBianzu(services, { workers: 1, terms: 'example', sender: 'sys-6' });
  const { url, token, databaseUrl } = subject;
  const [gateway, worker] = subject.pids;
  return {
    name: 'gateway and worker',
    url,
    token: token!,
    databaseUrl,
    pids: { gateway: gateway!, worker: worker! },
    stop: () => subject.stop(),
  };
}
