import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RateLimiter } from '#apps/gateway';
import { Credentials, SigningKeys } from '#libs/partners';
import type { HubClient } from '../support/hub-client.js';
import { Random } from '../simulators/random.js';
import { FuzzedHub, maxBodyBytes } from './fuzz/fuzzed-hub.js';
import { inBatches } from './fuzz/in-batches.js';
import type { Interrogation } from './fuzz/interrogation.js';
import { askSlowly } from './fuzz/slow-question.js';
import { tellStories } from './fuzz/stories/index.js';
import { WrongRequests, type WrongRequest } from './fuzz/wrong-requests.js';
import type { DocumentedAnswers } from './documented-answers.js';
import { SampleRequests, type SampleRequest } from './sample-requests.js';

const { BIANZU_FUZZ_SEED: seed = 'every operation', BIANZU_FUZZ_ROUNDS: rounds = '1' } = process.env;

/** Who asks for nothing but a token that is good. */
const known = /^(DELETE \/v1\/sessions|PUT \/v1\/account\/password)$/;

/** Of Node's server, in milliseconds. */
interface Timeouts {
  readonly requestTimeout: number;
  readonly headersTimeout: number;
}

/** What a partner calls something itself. */
const takesAnyName = /^PUT .*cross-references/;
const names = [400, 404, 412, 414, 422];

describe('every operation of the OpenAPI document', () => {
  let fuzzed: FuzzedHub;
  let questions: Interrogation;
  let documented: DocumentedAnswers;
  let samples: SampleRequests;
  let wrong: WrongRequests;
  let operations: readonly string[];
  let operator: HubClient;

  /** A request that was answered well, or one as documented, and who may ask it. */
  const asked = (operation: string): { readonly client: HubClient; readonly request: SampleRequest } =>
    questions.goodOne(operation) ?? { client: operator, request: samples.right(operation) };
  const each = (work: (operation: string) => Promise<unknown>): Promise<void> => inBatches(operations, work);
  const where = (status: number): string[] =>
    operations.filter((operation) => documented.statuses(operation).includes(status));
  const guarded = (): string[] => operations.filter((operation) => !documented.open.includes(operation));
  const faultless = (): void => expect(questions.takeFaults()).toEqual([]);

  beforeAll(async () => {
    fuzzed = await FuzzedHub.start();
    ({ questions, operator } = fuzzed);
    ({ documented } = questions);
    samples = new SampleRequests(fuzzed.document, new Random(seed));
    wrong = new WrongRequests(fuzzed.document);
    operations = documented.operations;
  });
  afterAll(() => fuzzed.close());

  it('answers what needs a story before it as it says', async () => {
    await tellStories(fuzzed);
    faultless();
  });

  it('takes no body that is too large', async () => {
    await inBatches(where(413), async (operation) => {
      if (questions.hasSeen(operation, 413)) return;
      const { client, request } = asked(operation);
      const isSmall = samples.mediaTypes(operation).join() === 'application/json';
      const body = 'x'.repeat(isSmall ? 300_000 : maxBodyBytes + 1);
      await questions.expect(413, client, operation, { ...request, body });
    });
    faultless();
  });

  it('does not wait for a body for ever', async () => {
    const server = fuzzed.hub.http.getHttpServer() as Timeouts;
    const { requestTimeout, headersTimeout } = server;
    // of both the longer one is that of requests
    Object.assign(server, { requestTimeout: 100, headersTimeout: 100 });
    const slow = where(408).map(async (operation) => {
      const { client, request } = asked(operation);
      const answer = await askSlowly(fuzzed.hub.url, operation, request, client.token ?? 'none');
      questions.hold(operation, request, answer);
      return { operation, status: answer.status };
    });
    const answers = await Promise.all(slow);
    Object.assign(server, { requestTimeout, headersTimeout });
    expect(answers.filter(({ status }) => status !== 408)).toEqual([]);
    faultless();
  });

  it('refuses what breaks its document in one place', async () => {
    const wrongs = operations.flatMap((operation) => {
      const { client, request } = asked(operation);
      const held = (status: readonly number[], all: readonly WrongRequest[]) =>
        all.map((one) => ({ operation, client, status, ...one }));
      return [
        ...held([400], wrong.queries(operation, request)),
        ...held([400, 403], wrong.headers(operation, request)),
        ...held(takesAnyName.test(operation) ? [200, ...names] : names, wrong.paths(operation, request)),
        // passwords are not tried often
        ...held([400, 404, 412, 422, 429], wrong.bodies(operation, request)),
      ];
    });
    await inBatches(wrongs, ({ operation, client, status, request }) =>
      questions.expect(status, client, operation, request),
    );
    faultless();
  });

  it('takes no name and no header that is too long', async () => {
    await each(async (operation) => {
      const { client, request } = asked(operation);
      const headers = { ...request.headers, 'x-large': 'x'.repeat(17_000) };
      await questions.expect(431, client, operation, { ...request, headers });
      if (!operation.includes('{')) return;
      const path = operation.split(' ')[1]!.replaceAll(/\{\w+\}/g, 'x'.repeat(301));
      await questions.expect(414, client, operation, { ...request, path });
    });
    faultless();
  });

  it('knows no parameters but its own', async () => {
    await each((operation) => {
      const { client, request } = asked(operation);
      const path = `${request.path}${request.path.includes('?') ? '&' : '?'}nobodyKnows=1`;
      return questions.expect(400, client, operation, { ...request, path });
    });
    faultless();
  });

  it('lets in only who has a scope, and tells others nothing of what is there', async () => {
    const credentials = new Credentials(fuzzed.hub.gateway.dataSource);
    const nobody = fuzzed.hub.stranger(await credentials.issue('nobody', [], 'example-key'));
    const inUse = fuzzed.hub.stranger(await credentials.issue('shipper-api', ['messages']));
    const foreign = await fuzzed.client('sys-2', ['messages', 'webhooks', 'orders', 'base-data', 'tracking']);
    await inBatches(guarded(), async (operation) => {
      const { request } = asked(operation);
      await questions.expect(401, fuzzed.hub.stranger('bzt_no'), operation, request);
      await questions.expect(403, known.test(operation) ? inUse : nobody, operation, request);
      if (operation.includes('{') && !operation.includes('/v1/base-data'))
        await questions.expect([403, 404], foreign, operation, request);
    });
    faultless();
  });

  it('takes and gives only the media types that it names', async () => {
    await each(async (operation) => {
      const { client, request } = asked(operation);
      const types = samples.mediaTypes(operation);
      const held = (status: number, headers: Record<string, string>) =>
        questions.expect(status, client, operation, {
          ...request,
          ...(types.length > 0 ? { body: request.body ?? '{}' } : {}),
          headers: { ...request.headers, ...headers },
        });
      if (types.length > 0 && !types.includes('*/*')) await held(415, { 'content-type': 'image/png' });
      if (types.length > 0) await held(415, { 'content-encoding': 'gzip' });
      const produces = documented.mediaTypes(operation);
      const nothing = produces.includes('*/*') ? '*/*;q=0' : 'image/x-nothing';
      if (produces.length > 0) await held(406, { accept: nothing });
    });
    faultless();
  });

  it('answers requests that are as documented, and hostile ones, as it says and never by accident', async () => {
    const random = Array.from({ length: Number(rounds) }, () =>
      operations.flatMap((operation) => [
        { operation, request: samples.right(operation) },
        { operation, request: samples.hostile(operation) },
      ]),
    ).flat();
    await inBatches(random, ({ operation, request }) => questions.ask(operator, operation, request));
    faultless();
    const failed = operations.filter((operation) => questions.hasSeen(operation, 500));
    // SOAP 1.1 tells a fault of the caller with 500
    expect(failed).toEqual(['POST /common-interface']);
  });

  it('says which methods a path has', async () => {
    await inBatches(Object.entries(fuzzed.document.paths), async ([template, item]) => {
      const path = template.replaceAll(/\{\w+\}/g, 'x');
      const options = await fuzzed.hub.stranger().ask('OPTIONS', path);
      expect({ path, status: options.status }).toEqual({ path, status: 204 });
      const allowed = options.headers.get('allow')!.split(', ');
      for (const method of ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'].filter(
        (one) => !allowed.includes(one),
      )) {
        const { status } = await operator.ask(method, path);
        expect({ method, path, status }).toEqual({ method, path, status: 405 });
      }
      if (!('get' in item)) return;
      const { status } = await fuzzed.hub.stranger().ask('HEAD', path);
      expect({ path, status }).toEqual({ path, status: documented.open.includes(`GET ${path}`) ? 200 : 401 });
    });
  });

  it('tells how much a caller may still ask, and refuses who asks for too much', async () => {
    const { headers } = await operator.get('/v1/base-data');
    expect(headers.get('ratelimit-policy')).toMatch(/^"requests";q=\d+/);
    expect(headers.get('ratelimit')).toMatch(/^"requests";r=\d+;t=\d+$/);
    // buckets are filled so fast that nobody in here could empty one
    const refusal = { isAllowed: false, limit: 1, remaining: 0, resetSeconds: 7 };
    const empty = jest.spyOn(RateLimiter.prototype, 'take').mockReturnValue(refusal);
    await inBatches(where(429), async (operation) => {
      const { client, request } = asked(operation);
      const refused = await questions.expect(429, client, operation, request);
      expect(refused.headers.get('retry-after')).toBe('7');
    });
    empty.mockRestore();
    faultless();
  });

  it('says that it cannot answer when the database is away', async () => {
    await fuzzed.hub.proxies.database!.close();
    // whoever names a key that nobody knows makes it look for new ones
    await expect(fuzzed.hub.http.get(SigningKeys).byId('unknown')).rejects.toThrow();
    await inBatches(where(503), (operation) => {
      const { request } = asked(operation);
      const stranger = fuzzed.hub.stranger(`bzt_${operation.length}${Math.random()}`);
      return questions.expect(503, stranger, operation, request);
    });
    faultless();
  });

  it('gives every status that it names', () => {
    expect(questions.missing).toEqual([]);
  });
});
