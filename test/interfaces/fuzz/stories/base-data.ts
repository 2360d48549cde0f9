import { createHash } from 'node:crypto';
import { IdempotentAnswers } from '#libs/interfaces';
import type { HubClient } from '../../../support/hub-client.js';
import type { FuzzedHub } from '../fuzzed-hub.js';
import { at, json, withBody } from '../requests.js';
import { sabotaged } from './sabotage.js';
import { known } from './messages.js';

const proposals = '/v1/base-data/damage-codes/proposals';
const proposing = 'POST /v1/base-data/{list}/proposals';
const activating = 'POST /v1/base-data/{list}/proposals/{id}/activation';
const nobody = '0198a5c2-7f3e-7a11-8c55-0f0e0d0c0b0a';

/** Code lists are read, explained and changed. */
export async function tellOfBaseData(fuzzed: FuzzedHub): Promise<void> {
  const { questions, operator } = fuzzed;
  for (const [operation, there, absent] of [
    ['/v1/base-data', '', undefined],
    ['/v1/base-data/{list}', '/stations', '/nothing'],
    ['/v1/base-data/{list}/{code}', '/stations/EZY', '/stations/%00'],
  ] as const) {
    if (absent !== undefined)
      await questions.expect(404, operator, `GET ${operation}`, at(`/v1/base-data${absent}`));
    await known(fuzzed, operator, `GET ${operation}`, `/v1/base-data${there}`);
  }
  const place = '/v1/base-data/{list}/cross-references/{system}/{code}';
  const crossReference = '/v1/base-data/stations/cross-references/sys-5/DEZY1';
  const explained = json(crossReference, { standardCode: 'EZY' });
  const elsewhere = '/v1/base-data/nothing/cross-references/sys-5/DEZY1';
  await questions.expect(404, operator, `PUT ${place}`, json(elsewhere, { standardCode: 'EZY' }));
  await questions.expect(400, operator, `PUT ${place}`, json(crossReference, { standardCode: 'no' }));
  await questions.expect(200, operator, `PUT ${place}`, explained);
  await questions.expect(404, operator, `GET ${place}`, at(elsewhere));
  await questions.expect(200, operator, `GET ${place}`, at(crossReference));
  for (const one of ['/v1/base-data/unknown-codes', '/v1/base-data/changes'])
    await questions.expect(200, operator, `GET ${one}`, at(one));
}

/** One proposes, another activates what has not changed meanwhile. */
export async function tellOfProposals(fuzzed: FuzzedHub): Promise<void> {
  const { questions, hub, operator } = fuzzed;
  const second = await fuzzed.client('second', ['code-lists']);
  const csv = (body: string, to = proposals) => withBody(to, body, 'text/csv');
  await questions.expect(422, operator, proposing, csv(listOf(fuzzed, 'never', '2026-99-01')));
  await questions.expect(404, operator, proposing, csv('code', '/v1/base-data/nothing/proposals'));
  const proposed = async (code: string): Promise<string> => {
    const { headers } = await questions.expect(201, operator, proposing, csv(listOf(fuzzed, code)));
    return headers.get('location')!;
  };
  const [first, other] = [await proposed('first'), await proposed('other')];
  const reading = 'GET /v1/base-data/{list}/proposals/{id}';
  await questions.expect(404, second, reading, at(`${proposals}/${nobody}`));
  await known(fuzzed, second, reading, first);
  const activate = async (status: number, client: HubClient, place: string, etag?: string): Promise<void> => {
    const headers: Record<string, string> = etag === undefined ? {} : { 'if-match': etag };
    await questions.expect(status, client, activating, at(`${place}/activation`, headers));
  };
  const seen = async (place: string) => (await second.get(place)).headers.get('etag')!;
  await activate(404, second, `${proposals}/${nobody}`);
  await activate(428, second, first);
  await activate(412, second, first, '"another"');
  await activate(403, operator, first, await seen(first));
  await sabotaged(hub, () => seen(first).then((etag) => activate(422, second, first, etag)));
  await activate(200, second, first, await seen(first));
  await activate(409, second, other, await seen(other));
}

/** A list with one row. */
function listOf({ hub }: FuzzedHub, code: string, validFrom = ''): string {
  const { columns = {} } = hub.gateway.configuration.current.fileLists.table('damage-codes')!.definition;
  const more = Object.keys(columns);
  const header = ['code', 'zh', 'en', 'valid_from', 'valid_to', ...more].join(',');
  return `${header}\n${[code, '测', code, validFrom, '', ...more.map(() => '')].join(',')}\n`;
}

/** The same key with another request; and while the first one is still being worked on. */
export async function tellOfRepetitions({ questions, hub, operator }: FuzzedHub): Promise<void> {
  const answers = hub.http.get(IdempotentAnswers);
  const reports = '/v1/statistics/reports';
  const [report, other] = ['{"from":"2026-01","to":"2026-01"}', '{"from":"2026-02","to":"2026-02"}'];
  for (const [operation, path, type, bodies] of [
    [`POST ${reports}`, reports, 'application/json', [report, other]],
    [proposing, proposals, 'text/csv', ['code,zh,en', 'code,en,zh']],
  ] as const) {
    const headers = { 'idempotency-key': 'under-way' };
    const requestSha256 = createHash('sha256').update(`${path}\0`).update(bodies[0]).digest();
    const route = operation.replace(/\{(\w+)\}/g, ':$1');
    await answers.begin({ principal: 'operator', operation: route, key: 'under-way', requestSha256 });
    await questions.expect(409, operator, operation, withBody(path, bodies[0], type, headers));
    await questions.expect(422, operator, operation, withBody(path, bodies[1], type, headers));
  }
}

/** Figures, also as a signed message. */
export async function tellOfStatistics(fuzzed: FuzzedHub): Promise<void> {
  const { questions, operator } = fuzzed;
  const reports = '/v1/statistics/reports';
  const period = { from: '2026-11', to: '2026-11' };
  const asked = `/v1/statistics/freight?${new URLSearchParams(period).toString()}`;
  for (const accept of ['application/json', 'application/xml', 'text/csv'])
    await questions.expect(200, operator, 'GET /v1/statistics/freight', at(asked, { accept }));
  await questions.expect(200, operator, 'GET /v1/statistics/balance', at('/v1/statistics/balance'));
  const ordered = await questions.expect(202, operator, `POST ${reports}`, json(reports, period));
  await questions.expect(404, operator, `GET ${reports}/{id}`, at(`${reports}/${nobody}`));
  await known(fuzzed, operator, `GET ${reports}/{id}`, ordered.headers.get('location')!);
}
