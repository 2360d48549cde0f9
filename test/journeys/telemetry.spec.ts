import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { metricCatalogue } from '#libs/telemetry';
import { startDistributed, type DistributedProcesses } from '../support/distributed-processes.js';
import { eventually } from '../support/eventually.js';
import { HubClient } from '../support/hub-client.js';
import { keyAccountOrder } from '../support/samples.js';

jest.setTimeout(180_000);

const accepted = { reference: 'DK2026031600000911', order: 'DD2026031600911' };
const wrong = { reference: 'DK2026031600000912', order: 'DD2026031600912' };
const names = Object.values(metricCatalogue).map(({ name }) => name);
const idPattern = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** Samples of Prometheus' text format: name with labels to value. */
function samplesIn(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name);
}

describe('what the processes tell of themselves', () => {
  let hub: DistributedProcesses;
  let workerUrl: string;
  let ids: { accepted: string; wrong: string };

  beforeAll(async () => {
    hub = await startDistributed(1, { BIANZU_METRICS_TOKEN: 'for-prometheus' });
    [, workerUrl = ''] = await hub.workers[0]!.printed(/worker: ready, (http:\S+)\/metrics/);
    const sender = new HubClient(hub.url, hub.tokens['sys-1']);
    const order = keyAccountOrder(accepted);
    const faulty = keyAccountOrder(wrong, { '<DZTMISM>30062<': '<DZTMISM>99999<' });
    ids = { accepted: await sender.taken(order), wrong: await sender.taken(faulty) };
    await hub.operator.taken('<NOTHING/>');
    await sender.send('');
    await new HubClient(hub.url, 'nobody').send('x');
    await sender.settled(ids.accepted);
    await sender.settled(ids.wrong);
  });
  afterAll(() => hub.close());

  const scrape = async (url: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${url}/metrics`, { headers });
  const textOf = async (url: string): Promise<string> => (await scrape(url)).text();

  /** The log lines of a process about one event. */
  const linesOf = (output: string, event: string): Record<string, unknown>[] =>
    output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((line) => line['event'] === event);

  it('has exactly the metrics of the reference page, in each process', async () => {
    const page = readFileSync('docs/reference/metrics.md', 'utf8');
    expect([...page.matchAll(/^\| `([a-z0-9_]+)` \|/gm)].map(([, name]) => name)).toEqual(names);
    for (const url of [hub.url, workerUrl])
      expect(namesIn(await textOf(url)).sort()).toEqual([...names].sort());
  });

  it('counts transmissions at the door by partner and answer; strangers share one name', async () => {
    const samples = samplesIn(await textOf(hub.url));
    const count = (partner: string, outcome: string): number | undefined =>
      samples.get(`bianzu_intake_requests_total{channel="rest",partner="${partner}",outcome="${outcome}"}`);
    expect(count('sys-1', 'accepted')).toBe(2);
    expect(count('sys-1', 'empty-body')).toBe(1);
    expect(count('unknown', 'accepted')).toBe(1);
    expect(count('unknown', 'unauthorised')).toBe(1);
    expect([...samples.keys()].filter((name) => /operator|nobody/.test(name))).toEqual([]);
    expect(samples.get('bianzu_intake_group_messages_sum')).toBe(3);
  });

  it('counts what became of messages, and where it was decided', async () => {
    const samples = await eventually('all messages are counted', async () => {
      const found = samplesIn(await textOf(workerUrl));
      const quarantined = [...found.keys()].some((name) => name.includes('outcome="quarantined"'));
      return quarantined && found;
    });
    const labels = 'partner="sys-1",format="xml",agreement="order"';
    expect(samples.get(`bianzu_messages_total{${labels},stage="commit",outcome="accepted"}`)).toBe(1);
    const refused = [...samples.keys()].filter((name) => /^bianzu_messages_total.*"refused"/.test(name));
    expect(refused).toEqual([expect.stringMatching(/stage="(validate|map)"/)]);
    expect(samples.get('bianzu_stage_duration_seconds_count{stage="decode",format="xml"}')).toBe(2);
    expect(samples.get('bianzu_journey_duration_seconds_count{partner="sys-1"}')).toBe(2);
  });

  it('counts what left, and what waits', async () => {
    const samples = await eventually('everything has left', async () => {
      const found = samplesIn(await textOf(workerUrl));
      return found.get('bianzu_outbox_entries{kind="delivery"}') === 0 && found;
    });
    const acknowledged = 'bianzu_acknowledgements_total{partner="sys-1",outcome="delivered"}';
    expect(samples.get(acknowledged)).toBe(2);
    const delivered = [...samples].filter(([name]) => /^bianzu_deliveries_total.*"delivered"/.test(name));
    expect(delivered.length).toBeGreaterThan(0);
    expect(samples.get('bianzu_handovers_total{kind="work",outcome="confirmed"}')).toBe(3);
    expect(samples.get('bianzu_relay_active')).toBe(1);
    expect(samples.get('bianzu_waiting_messages{state="quarantined"}')).toBe(1);
    const lanes = [...samples.keys()].filter((name) => name.startsWith('bianzu_lane_messages'));
    expect(lanes).toHaveLength(8);
  });

  it('tells metrics to nobody who comes by a proxy, unless it knows the token', async () => {
    for (const url of [hub.url, workerUrl]) {
      const forwarded = { 'x-forwarded-for': '10.0.0.7' };
      expect((await scrape(url, forwarded)).status).toBe(403);
      expect((await scrape(url, { ...forwarded, authorization: 'Bearer wrong' })).status).toBe(403);
      expect((await scrape(url, { ...forwarded, authorization: 'Bearer for-prometheus' })).status).toBe(200);
    }
  });

  it('has a wide line for each message, with everything but what is in it', async () => {
    const output = (): string => hub.workers[0]!.output;
    const [right, faulty] = await eventually('both journeys are in the log', () => {
      const lines = linesOf(output(), 'journey');
      const found = [ids.accepted, ids.wrong].map((id) => lines.find((line) => line['messageId'] === id));
      return found.every((line) => line !== undefined) && found;
    });
    expect(right).toMatchObject({
      level: 'info',
      process: 'worker',
      sender: 'sys-1',
      channel: 'rest',
      agreement: 'order',
      format: 'xml',
      sizeBytes: keyAccountOrder(accepted).byteLength,
      verdict: 'accepted',
      issues: 0,
      canonicals: 1,
      attempt: 1,
      stagesMs: { identify: expect.any(Number), decode: expect.any(Number), map: expect.any(Number) },
      totalMs: expect.any(Number),
    });
    expect(faulty).toMatchObject({
      verdict: 'refused',
      reason: expect.any(String),
      issues: expect.any(Number),
    });
    const intake = linesOf(hub.gateway.output, 'intake');
    expect(intake.find((line) => line['messageId'] === ids.accepted)).toMatchObject({
      outcome: 'accepted',
      messageId: expect.stringMatching(idPattern),
    });
    expect(intake).toContainEqual(expect.objectContaining({ outcome: 'empty-body', sender: 'sys-1' }));
    const all = output() + hub.gateway.output;
    expect(all).not.toMatch(/华丰|91610111719702345H|99999/);
    for (const token of Object.values(hub.tokens)) expect(all).not.toContain(token);
  });

  it('is well, and says so in the worker too', async () => {
    const ready = await fetch(`${workerUrl}/health/ready`);
    expect({ status: ready.status, body: await ready.json() }).toMatchObject({
      status: 200,
      body: { status: 'up', parts: { database: 'up', transport: 'up' }, reasons: [] },
    });
    expect((await fetch(`${workerUrl}/health/live`)).status).toBe(200);
    expect((await fetch(`${workerUrl}/`)).status).toBe(404);
    expect((await fetch(`${workerUrl}/metrics`, { method: 'POST' })).status).toBe(405);
  });

  it('tells how the traffic with each partner goes', async () => {
    const { body } = await hub.operator.get<{ partners: { partner: string }[] }>('/v1/partners/health');
    expect(body.partners.find(({ partner }) => partner === 'sys-1')).toMatchObject({
      received: 2,
      accepted: 1,
      refused: 1,
      backlog: 0,
      silentForSeconds: expect.any(Number),
    });
    expect(body.partners.find(({ partner }) => partner === 'sys-5')).toMatchObject({
      received: 0,
      lastReceivedAt: null,
      silentForSeconds: null,
    });
  });

  it('is looked after: without anybody asking, the doctor has examined it and found nothing wrong', async () => {
    const report = await eventually('a report of the doctor', async () => {
      const { body } = await hub.operator.get<{ at: string | null }>('/v1/operations/findings');
      return body.at !== null && body;
    });
    expect(report).toMatchObject({ isWell: true });
    expect(await textOf(workerUrl)).toContain('bianzu_doctor_findings{kind="worker-missing"} 0');
  });
});
