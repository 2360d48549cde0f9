import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RateLimiter } from '#apps/gateway';
import { Credentials } from '#libs/partners';
import type { Answer, HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { Random } from '../simulators/random.js';
import { DocumentedAnswers, type OpenApiDocument } from './documented-answers.js';
import { provokeAnswers } from './provoked-answers.js';
import { SampleRequests, type SampleRequest } from './sample-requests.js';

/** Changes what the others stand on, or answers nobody in particular: asked by specs of their own. */
const apart =
  /configuration\/(activations|rollback)|oauth|\/as2|\/v1\/sessions|^GET \/(metrics|health|common-interface)/;
const rounds = 2;
const maxBodyBytes = 1_200_000;

/** Asked by specs of their own, with real partners: deliveries, webhooks, agreements, the inbox, quarantine. */
const withPeers =
  /\/v1\/(partners|agreements|deliveries|destinations|webhooks|events|inbox|quarantine|queues|sandbox|conformance)/;

/** Needs no scope, and somebody who has logged in: provoked-answers.ts. */
const forPeople = /\/v1\/account\//;

/** Where the other statuses are provoked. */
const provokedElsewhere: readonly string[] = [
  // the configuration of before would have to be replaced meanwhile: test/interfaces/base-data-changes.spec.ts
  '409 POST /v1/base-data/{list}/proposals/{id}/activation',
  // the rest of the configuration would have to be wrong with the list: test/journeys/configuration.spec.ts
  '422 POST /v1/base-data/{list}/proposals/{id}/activation',
  // test/journeys/taf-tsi.spec.ts
  '200 POST /common-interface',
  // files beside the process that are none: test/journeys/configuration.spec.ts
  '422 GET /v1/operations/configuration/difference',
  // a forecast wants more messages than this test sends: libs/housekeeping
  '200 GET /v1/operations/storage',
];

describe('every operation of the OpenAPI document', () => {
  let hub: Installation;
  let document: OpenApiDocument;
  let documented: DocumentedAnswers;
  let samples: SampleRequests;
  let operations: string[];
  let operator: HubClient;
  let there: Readonly<Record<string, string>>;
  const seen = new Map<string, Set<number>>();

  const ask = (
    client: HubClient,
    operation: string,
    { path, headers, body }: SampleRequest,
  ): Promise<Answer> => {
    const method = operation.split(' ')[0]!;
    return body === undefined ? client.ask(method, path, headers) : client.tell(method, path, body, headers);
  };
  /** Asks, holds the answer against the document, and tells what is wrong. */
  const held = async (client: HubClient, operation: string, request: SampleRequest): Promise<string[]> => {
    const answer = await ask(client, operation, request);
    seen.set(operation, (seen.get(operation) ?? new Set<number>()).add(answer.status));
    return documented.faultsOf(operation, answer).map((fault) => `${fault} (${request.path.slice(0, 200)})`);
  };
  const each = async (work: (operation: string) => Promise<string[]>): Promise<string[]> => {
    const faults: string[] = [];
    for (const operation of operations) faults.push(...(await work(operation)));
    return faults;
  };
  const status = async (client: HubClient, operation: string, request: SampleRequest, expected: number) => {
    const faults = await held(client, operation, request);
    return seen.get(operation)!.has(expected) ? faults : [...faults, `${operation}: never ${expected}`];
  };

  beforeAll(async () => {
    hub = await Installation.start({ edition: 'embedded', interruptible: true, maxBodyBytes });
    operator = await hub.client('operator');
    document = (await hub.stranger().get<OpenApiDocument>('/openapi.json')).body;
    documented = new DocumentedAnswers(document);
    samples = new SampleRequests(document, new Random('every operation'));
    operations = documented.operations.filter((operation) => !apart.test(operation));
    there = await whatIsThere(hub, operator);
  });
  afterAll(() => hub.close());

  it('answers requests that are as documented as it says', async () => {
    const faults: string[] = [];
    for (let round = 0; round < rounds; round++)
      faults.push(...(await each((operation) => held(operator, operation, samples.right(operation)))));
    expect(faults).toEqual([]);
  });

  it('answers what needs a story before it as it says', async () => {
    const faults: string[] = [];
    await provokeAnswers(hub, operator, async (client, operation, request) => {
      const answer = await ask(client, operation, request);
      seen.set(operation, (seen.get(operation) ?? new Set<number>()).add(answer.status));
      faults.push(...documented.faultsOf(operation, answer));
      return answer;
    });
    expect(faults).toEqual([]);
  });

  it('shows what is there, and does not repeat what is known', async () => {
    const faults: string[] = [];
    for (const [operation, path] of Object.entries(there)) {
      faults.push(...(await status(operator, operation, { path, headers: {} }, 200)));
      if (!documented.statuses(operation).includes(304)) continue;
      const etag = (await operator.get(path)).headers.get('etag') ?? 'none';
      faults.push(...(await status(operator, operation, { path, headers: { 'if-none-match': etag } }, 304)));
    }
    const absent = { path: '/v1/tracking?wagon=0000000', headers: {} };
    faults.push(...(await status(operator, 'GET /v1/tracking', absent, 404)));
    expect(faults).toEqual([]);
  });

  it('takes no body that is too large', async () => {
    const faults = await each(async (operation) => {
      const isElsewhere = withPeers.test(operation) || forPeople.test(operation);
      if (!documented.statuses(operation).includes(413) || isElsewhere) return [];
      const { path, headers } = samples.right(operation);
      const known = path.replace('/stations/', '/damage-codes/');
      return status(operator, operation, { path: known, headers, body: 'x'.repeat(maxBodyBytes + 1) }, 413);
    });
    expect(faults).toEqual([]);
  });

  it('answers hostile requests as it says, and never by accident', async () => {
    const faults: string[] = [];
    for (let round = 0; round < rounds; round++)
      faults.push(...(await each((operation) => held(operator, operation, samples.hostile(operation)))));
    expect(faults).toEqual([]);
    const failed = [...seen].filter(([, statuses]) => statuses.has(500)).map(([operation]) => operation);
    // SOAP 1.1 tells a fault of the caller with 500
    expect(failed.filter((operation) => operation !== 'POST /common-interface')).toEqual([]);
  });

  it('knows no parameters but its own', async () => {
    const faults = await each((operation) => {
      const { path, ...rest } = samples.right(operation);
      const unknown = `${path}${path.includes('?') ? '&' : '?'}nobodyKnows=1`;
      return status(operator, operation, { path: unknown, ...rest }, 400);
    });
    expect(faults).toEqual([]);
  });

  it('lets in only who has a scope', async () => {
    const nobody = hub.stranger(
      await new Credentials(hub.gateway.dataSource).issue('nobody', [], 'example-key'),
    );
    const faults = await each(async (operation) => [
      ...(await status(hub.stranger('bzt_no'), operation, samples.right(operation), 401)),
      ...(forPeople.test(operation) ? [] : await status(nobody, operation, samples.right(operation), 403)),
    ]);
    expect(faults).toEqual([]);
  });

  it('takes and gives only the media types that it names', async () => {
    const faults = await each(async (operation) => {
      const right = samples.right(operation);
      const types = samples.mediaTypes(operation);
      const particular = types.length > 0 && !types.includes('*/*');
      const strange = { ...right, headers: { ...right.headers, 'content-type': 'image/png' } };
      const packed = { ...right, headers: { ...right.headers, 'content-encoding': 'gzip' } };
      const picky = { ...right, headers: { ...right.headers, accept: 'image/x-nothing' } };
      const produces = documented.mediaTypes(operation);
      return [
        ...(particular ? await status(operator, operation, strange, 415) : []),
        ...(types.length > 0 ? await status(operator, operation, packed, 415) : []),
        ...(produces.length > 0 && !produces.includes('*/*')
          ? await status(operator, operation, picky, 406)
          : []),
      ];
    });
    expect(faults).toEqual([]);
  });

  it('says which methods a path has', async () => {
    const paths = Object.entries(document.paths).filter(([path]) => !apart.test(`GET ${path}`));
    for (const [template, item] of paths) {
      const path = template.replaceAll(/\{\w+\}/g, 'x');
      const options = await hub.stranger().ask('OPTIONS', path);
      expect({ path, status: options.status }).toEqual({ path, status: 204 });
      const allowed = options.headers.get('allow')!.split(', ');
      for (const method of ['GET', 'PUT', 'POST', 'DELETE'].filter((one) => !allowed.includes(one))) {
        const answer = await operator.ask(method, path);
        expect({ method, path, status: answer.status }).toEqual({ method, path, status: 405 });
      }
      if ('get' in item) expect((await hub.stranger().ask('HEAD', path)).status).toBe(401);
    }
  });

  it('tells how much a caller may still ask, and refuses who asks for too much', async () => {
    const { headers } = await operator.get('/v1/base-data');
    expect(headers.get('ratelimit-policy')).toMatch(/^"requests";q=\d+/);
    expect(headers.get('ratelimit')).toMatch(/^"requests";r=\d+;t=\d+$/);
    const limiter = hub.http.get(RateLimiter);
    const take = limiter.take.bind(limiter);
    // buckets are filled so fast that nobody in here could empty one
    limiter.take = (caller) =>
      caller === 'greedy' ? { isAllowed: false, limit: 1, remaining: 0, resetSeconds: 7 } : take(caller);
    const greedy = hub.stranger(
      await new Credentials(hub.gateway.dataSource).issue('greedy', [], 'example-key'),
    );
    const faults = await each((operation) => status(greedy, operation, samples.right(operation), 429));
    expect(faults).toEqual([]);
    const refused = await greedy.get('/v1/base-data');
    expect(refused.headers.get('retry-after')).toBe('7');
  });

  it('says that it cannot answer when the database is away', async () => {
    await hub.proxies.database!.close();
    const faults = await each((operation) =>
      status(
        hub.stranger(`bzt_${operation.length}${Math.random()}`),
        operation,
        samples.right(operation),
        503,
      ),
    );
    expect(faults).toEqual([]);
  });

  it('gives every status that it names, here or where it is told', () => {
    const missing = operations.flatMap((operation) => {
      const statuses = seen.get(operation)!;
      const never = documented.statuses(operation).filter((one) => !statuses.has(one));
      return never.map((one) => `${one} ${operation}`);
    });
    expect(missing.filter((one) => !provokedElsewhere.includes(one) && !withPeers.test(one))).toEqual([]);
  });
});

/** Something to look at for the operations that show one thing, by operation. */
async function whatIsThere(hub: Installation, operator: HubClient): Promise<Record<string, string>> {
  const scopes = ['messages', 'orders'] as const;
  const token = await new Credentials(hub.gateway.dataSource).issue('shipper-api', scopes, 'example-key');
  const example = JSON.parse(
    readFileSync('schemas/canonical/transport-order/1.example.json', 'utf8'),
  ) as object;
  const order = { ...example, senderSystem: 'shipper-api', documentId: 'F-1', orderNumber: 'F1' };
  const message = await hub.stranger(token).post<{ id: string }>('/v1/orders', order);
  await operator.settled(message.body.id);
  const { orders } = (await operator.get<{ orders: { id: string }[] }>('/v1/orders')).body;
  const { items } = (await operator.get<{ items: { id: string }[] }>('/v1/customers')).body;
  const list = hub.gateway.configuration.current.fileLists.table('damage-codes')!.definition;
  const header = ['code', 'zh', 'en', 'valid_from', 'valid_to', ...Object.keys(list.columns ?? {})];
  const row = ['fuzzed', '测', 'Fuzzed', '', '', ...Object.keys(list.columns ?? {}).map(() => '')];
  const csv = `${header.join(',')}\n${row.join(',')}\n`;
  const proposals = '/v1/base-data/damage-codes/proposals';
  const proposal = await operator.tell('POST', proposals, csv, { 'content-type': 'text/csv' });
  const period = { from: '2026-11', to: '2026-11' };
  const report = await operator.post('/v1/statistics/reports', period);
  return {
    'GET /v1/messages/{id}': `/v1/messages/${message.body.id}`,
    'GET /v1/messages/{id}/raw': `/v1/messages/${message.body.id}/raw`,
    'GET /v1/orders/{id}': `/v1/orders/${orders[0]!.id}`,
    'GET /v1/orders/{id}/document': `/v1/orders/${orders[0]!.id}/document`,
    'GET /v1/tracking': '/v1/tracking?order=F1',
    'GET /v1/customers/{id}': `/v1/customers/${items[0]!.id}`,
    'GET /v1/customers/{id}/records': `/v1/customers/${items[0]!.id}/records`,
    'GET /v1/base-data': '/v1/base-data',
    'GET /v1/base-data/{list}': '/v1/base-data/stations',
    'GET /v1/base-data/{list}/{code}': '/v1/base-data/stations/EZY',
    'GET /v1/base-data/{list}/cross-references/{system}/{code}':
      '/v1/base-data/stations/cross-references/sys-5/DEZY1',
    'GET /v1/base-data/{list}/proposals/{id}': proposal.headers.get('location')!,
    'GET /v1/statistics/reports/{id}': report.headers.get('location')!,
  };
}
