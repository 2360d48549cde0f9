import { describe, expect, it } from '@jest/globals';
import type { ScenarioReport } from '#libs/conformance';
import { bianzu, type Ended } from './bianzu.js';
import { openSmallHub } from './small-hub.js';

const samples = 'schemas/conformance/samples/key-account-order-sender';
const run = (agreement: string, folder: string, ...more: string[]): Promise<Ended> =>
  bianzu(['conformance', 'run', '--agreement', agreement, '--samples', folder, ...more]);
const reportOf = ({ out }: Ended): { verdict: string; scenarios: ScenarioReport[] } =>
  JSON.parse(out) as { verdict: string; scenarios: ScenarioReport[] };

describe('bianzu conformance', () => {
  it('lists what there is to show, for all or for one agreement', async () => {
    const all = await bianzu(['conformance', 'list']);
    expect(all.out.split('\n').filter((line) => /^\S/.test(line)).length).toBeGreaterThanOrEqual(6);
    const one = await bianzu(['conformance', 'list', '--agreement', 'sys-1.order.1', '--json']);
    expect(JSON.parse(one.out)).toMatchObject({ id: 'key-account-order-sender' });
    const other = await bianzu([
      'conformance',
      'list',
      '--agreement',
      'bianzu.statistics-report.1',
      '--json',
    ]);
    expect(JSON.parse(other.out)).toMatchObject({ id: 'any-sender' });
  });

  it('is satisfied with samples that show every step', async () => {
    const ended = await run('sys-1.order.1', samples);
    expect(ended).toMatchObject({ exitCode: 0, err: '' });
    expect(ended.out.split('\n').filter((line) => / passed /.test(line))).toHaveLength(4);
  });

  it('says what is missing and why', async () => {
    const ended = await run('sys-1.order.1', 'schemas/sources/sys-1/samples', '--json');
    expect(ended.exitCode).toBe(1);
    const { verdict, scenarios } = reportOf(ended);
    expect(verdict).toBe('partly');
    expect(scenarios[0]!.steps.map(({ state }) => state)).toEqual(['passed', 'failed', 'waiting', 'waiting']);
  });

  it('tells of agreements, scenarios and folders that there are not', async () => {
    expect(await run('sys-1.ordre.1', samples)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('did you mean "sys-1.order.1"') as unknown,
    });
    expect((await run('sys-1.order.1', samples, '--scenario', 'none')).exitCode).toBe(2);
    expect((await run('sys-1.order.1', '/nowhere')).exitCode).toBe(2);
    expect((await run('sys-2-orders.x.1', samples)).exitCode).toBe(2);
  });

  it('runs at a hub, which gets every sample and gives the report', async () => {
    const id = '019d1f3e-7c00-7000-8000-000000000001';
    const taken = { status: 202, body: { id, sha256: '00', location: `/v1/messages/${id}` } };
    const tested = {
      status: 200,
      body: { id, sender: 'sys-1', state: 'tested', issues: [], keys: [], canonical: [], deliveries: [] },
    };
    const open = { id, verdict: 'not', scenarios: [] };
    const hub = await openSmallHub([
      { status: 200, body: { scenarios: [{ role: 'sender' }] } },
      { status: 201, body: open },
      ...[1, 2, 3, 4].flatMap(() => [taken, tested]),
      { status: 200, body: { ...open, verdict: 'conformant' } },
    ]);
    const ended = await run(
      'sys-1.order.1',
      samples,
      '--hub',
      '--url',
      hub.url,
      '--token',
      'bzt_test',
      '--json',
    );
    await hub.close();
    expect(ended).toMatchObject({ exitCode: 0, err: '' });
    expect(hub.seen.map(({ method, url }) => `${method} ${url}`).filter((one) => /runs/.test(one))).toEqual([
      'POST /v1/conformance/runs',
      `GET /v1/conformance/runs/${id}`,
    ]);
  });

  it('lets a hub send to a partner that is to receive, and waits for the end', async () => {
    const id = '019d1f3e-7c00-7000-8000-000000000002';
    const step = { id: 'valid', title: { zh: '正确', en: 'Right' }, do: { zh: '接收', en: 'Take it.' } };
    const report = (state: string, more = {}): object[] => [
      {
        id: 'any-receiver',
        title: step.title,
        verdict: 'not',
        steps: [{ ...step, state, checks: [], ...more }],
      },
    ];
    const note = { zh: '等待发送', en: 'it waits to be sent' };
    const open = { id, state: 'open', verdict: 'not', scenarios: report('waiting', { note }) };
    const ended = { id, state: 'ended', verdict: 'conformant', scenarios: report('passed') };
    const answers = [
      { status: 200, body: { scenarios: [{ role: 'receiver' }] } },
      { status: 201, body: open },
    ];
    const hub = await openSmallHub([
      ...answers,
      { status: 200, body: ended },
      ...answers,
      { status: 200, body: open },
    ]);
    const run = (...more: string[]): Promise<Ended> =>
      bianzu([
        ...['conformance', 'run', '--agreement', 'customs.customs-arrivals.1', '--hub'],
        ...['--url', hub.url, '--token', 'bzt_test', ...more],
      ]);
    expect(await run()).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/ passed +valid/) as unknown,
    });
    const waiting = await run('--wait', '1');
    await hub.close();
    expect(waiting).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining('it waits to be sent') as unknown,
    });
    expect((await bianzu(['conformance', 'run', '--agreement', 'customs.customs-arrivals.1'])).err).toContain(
      '--hub',
    );
  });
});
