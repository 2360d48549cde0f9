import type { FuzzedHub } from '../fuzzed-hub.js';
import { newcomerFile } from '../newcomer.js';
import { at, json, withBody } from '../requests.js';
import { known } from './messages.js';

const yaml = 'application/yaml';
const putting = 'PUT /v1/partners/{id}';
const place = '/v1/partners/newcomer';
const stating = 'POST /v1/agreements/{id}/state';

/** Partners and agreements, and their states. */
export async function tellOfAgreements(fuzzed: FuzzedHub): Promise<void> {
  const { questions, operator, newcomer } = fuzzed;
  for (const one of ['/v1/partners', '/v1/agreements', '/v1/partners/health'])
    await questions.expect(200, operator, `GET ${one}`, at(one));
  await questions.expect(404, newcomer, 'GET /v1/partners/{id}', at('/v1/partners/sys-1'));
  await known(fuzzed, newcomer, 'GET /v1/partners/{id}', place);
  await questions.expect(200, newcomer, 'GET /v1/partners/{id}', at(place, { accept: yaml }));
  const documentation = '/v1/agreements/{id}/documentation';
  for (const [status, id] of [
    [404, 'sys-1.order.1'],
    [200, 'newcomer.order.1'],
  ] as const)
    await questions.expect(status, newcomer, `GET ${documentation}`, at(documentation.replace('{id}', id)));
  for (const [status, id, state] of [
    [404, 'nobody.order.1', 'test'],
    [409, 'newcomer.order.1', 'suspended'],
    // as it is: nothing has to be loaded
    [200, 'newcomer.order.1', 'test'],
  ] as const)
    await questions.expect(status, operator, stating, json(`/v1/agreements/${id}/state`, { state }));
  await tellOfFiles(fuzzed);
}

/** The partner's file: what is there must have been seen, and it must be right. */
async function tellOfFiles({ questions, operator }: FuzzedHub): Promise<void> {
  const seen = { 'if-match': '*' };
  const live = newcomerFile().replace(
    'id: order\n    version: 1\n    state: test',
    'id: order\n    version: 1',
  );
  for (const [status, body, headers] of [
    [428, newcomerFile(), {}],
    [412, newcomerFile(), { 'if-match': '"another"' }],
    [412, newcomerFile(), { 'if-none-match': '*' }],
    [400, 'partner: sys-1\n', seen],
    [422, 'partner: newcomer\nchannels: [pigeon]\n', seen],
    [409, live, seen],
    [413, `# ${'x'.repeat(600_000)}`, seen],
  ] as const)
    await questions.expect(status, operator, putting, withBody(place, body, yaml, headers));
  await questions.expect(200, operator, putting, withBody(place, newcomerFile(), yaml, seen));
}

/** With one version of an agreement in use, the other cannot be. */
export async function tellOfTwoVersions({ questions, operator }: FuzzedHub): Promise<void> {
  const wanted = { state: 'live', overrideConformance: 'to see what happens' };
  await questions.expect(422, operator, stating, json('/v1/agreements/newcomer.fetched.2/state', wanted));
}
