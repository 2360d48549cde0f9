import { createHash } from 'node:crypto';
import { eventually } from '../../../support/eventually.js';
import type { FuzzedHub } from '../fuzzed-hub.js';
import { schemas } from '../newcomer.js';
import { at, json, withBody } from '../requests.js';

const path = '/v1/conformance/runs';
const nobody = '0198a5c2-7f3e-7a11-8c55-0f0e0d0c0b0a';

const receiving = `POST ${path}/{id}/receipts`;
const unknown = { receipts: [{ sha256: '0'.repeat(64), verdict: 'accepted' }] };

interface Run {
  readonly id: string;
}

/** A partner tries out what it is to get, goes live with it, and cannot with another version of the same. */
export async function tellOfConformance(fuzzed: FuzzedHub): Promise<void> {
  const { questions, newcomer } = fuzzed;
  const scenarios = '/v1/conformance/scenarios';
  for (const [status, agreement] of [
    [404, 'sys-1.order.1'],
    [200, 'newcomer.order.1'],
  ] as const)
    await questions.expect(status, newcomer, `GET ${scenarios}`, at(`${scenarios}?agreement=${agreement}`));
  const [first, second] = [await begun(fuzzed, 'fetched.1'), await begun(fuzzed, 'fetched.2')];
  await questions.expect(200, newcomer, `GET ${path}`, at(path));
  await tellOfWrongRuns(fuzzed);
  await tellOfAttempts(fuzzed, first);
  await questions.expect(409, newcomer, `POST ${path}/{id}/activation`, at(`${path}/${first.id}/activation`));
  for (const run of [first, second])
    await confirmed(fuzzed, run, { valid: 'accepted', wrong: 'refused', next: 'accepted' });
  await Promise.all([first, second].map((run) => ended(fuzzed, run)));
  await questions.expect(409, newcomer, `POST ${path}/{id}/attempts`, at(`${path}/${first.id}/attempts`));
  await questions.expect(409, newcomer, receiving, json(`${path}/${first.id}/receipts`, unknown));
  for (const [status, { id }] of [
    [404, { id: nobody }],
    [200, first],
    [422, second],
  ] as const)
    await questions.expect(status, newcomer, `POST ${path}/{id}/activation`, at(`${path}/${id}/activation`));
  await tellOfEnds(fuzzed, first);
  await tellOfUnwritable(fuzzed);
}

function ended({ newcomer }: FuzzedHub, { id }: Run): Promise<unknown> {
  return eventually('the run has ended', async () => {
    const { body } = await newcomer.get<{ state: string }>(`${path}/${id}`);
    return body.state === 'ended';
  });
}

async function begun({ questions, newcomer }: FuzzedHub, name: string): Promise<Run> {
  const asked = json(path, { agreement: `newcomer.${name}` });
  return (await questions.expect(201, newcomer, `POST ${path}`, asked)).body as Run;
}

async function tellOfWrongRuns({ questions, newcomer, operator }: FuzzedHub): Promise<void> {
  for (const [status, client, wanted] of [
    [404, newcomer, { agreement: 'sys-1.order.1' }],
    [409, operator, { agreement: 'sys-1.order.1' }],
    [422, newcomer, { agreement: 'newcomer.order.1', scenarios: ['no-such'] }],
  ] as const)
    await questions.expect(status, client, `POST ${path}`, json(path, wanted));
}

async function tellOfAttempts({ questions, newcomer }: FuzzedHub, { id }: Run): Promise<void> {
  for (const [status, run] of [
    [404, nobody],
    [200, id],
  ] as const) {
    await questions.expect(status, newcomer, `GET ${path}/{id}`, at(`${path}/${run}`));
    await questions.expect(status, newcomer, `POST ${path}/{id}/attempts`, at(`${path}/${run}/attempts`));
  }
}

/** The partner says what has become of the messages of a run, by the steps that they were sent in. */
async function confirmed(
  { questions, newcomer, hub }: FuzzedHub,
  { id }: Run,
  verdicts: Readonly<Record<string, string>>,
): Promise<void> {
  const sent = await hub.gateway.dataSource.query<{ step: string; bytes: Buffer }[]>(
    'SELECT step, bytes FROM delivery JOIN conformance_delivery ON delivery_id = id WHERE run_id = $1',
    [id],
  );
  const receipts = sent
    .filter(({ step }) => step in verdicts)
    .map(({ step, bytes }) => ({ sha256: sha256(bytes), verdict: verdicts[step] }));
  await questions.expect(404, newcomer, receiving, json(`${path}/${id}/receipts`, unknown));
  await questions.expect(200, newcomer, receiving, json(`${path}/${id}/receipts`, { receipts }));
}

async function tellOfEnds({ questions, newcomer }: FuzzedHub, { id }: Run): Promise<void> {
  for (const [status, run] of [
    [404, nobody],
    [200, id],
  ] as const)
    await questions.expect(status, newcomer, `POST ${path}/{id}/end`, at(`${path}/${run}/end`));
}

/** A step has failed, and by the agreement as it is now no message can be written any more. */
async function tellOfUnwritable(fuzzed: FuzzedHub): Promise<void> {
  const { questions, operator, newcomer } = fuzzed;
  const run = await begun(fuzzed, 'another.1');
  await confirmed(fuzzed, run, { valid: 'refused' });
  const place = '/v1/partners/newcomer';
  const { body } = await operator.get<string>(place, { accept: 'application/yaml' });
  const changed = withBody(place, body.replaceAll(schemas.right, schemas.wrong), 'application/yaml', {
    'if-match': '*',
  });
  await questions.expect(200, operator, 'PUT /v1/partners/{id}', changed);
  await questions.expect(422, newcomer, `POST ${path}/{id}/attempts`, at(`${path}/${run.id}/attempts`));
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
