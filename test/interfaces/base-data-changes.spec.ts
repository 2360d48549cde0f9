import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Credentials, type Scope } from '#libs/partners';
import { eventually } from '../support/eventually.js';
import type { HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';

interface Proposal {
  readonly id: string;
  readonly difference: {
    readonly added: readonly { readonly code: string }[];
    readonly changed: readonly object[];
  };
}

interface Feed {
  readonly changes: readonly object[];
  readonly next: string;
  readonly hasMore: boolean;
}

const csv = { 'content-type': 'text/csv' };
const rows = 'code,zh,en,valid_from,valid_to\nwetted,湿损,Wetted,2026-12-01,\n';

describe('code lists are changed by two people', () => {
  let hub: Installation;
  let editor: HubClient;
  let reviewer: HubClient;
  let reader: HubClient;
  let header: string;
  let start: Feed;

  const clientOf = async (principal: string, ...scopes: Scope[]): Promise<HubClient> =>
    hub.stranger(await new Credentials(hub.gateway.dataSource).issue(principal, scopes, 'example-key'));
  const propose = (text: string, headers: Record<string, string> = {}) =>
    editor.tell<Proposal>('POST', '/v1/base-data/damage-codes/proposals', text, { ...csv, ...headers });
  const activate = (client: HubClient, path: string, headers: Record<string, string> = {}) =>
    client.ask('POST', `${path}/activation`, headers);

  beforeAll(async () => {
    hub = await Installation.start({ edition: 'embedded' });
    editor = await clientOf('editor', 'code-lists', 'base-data');
    reviewer = await clientOf('reviewer', 'code-lists', 'base-data');
    reader = await clientOf('reader', 'base-data');
    const table = hub.gateway.configuration.current.fileLists.table('damage-codes')!;
    header = [
      'code',
      'zh',
      'en',
      'valid_from',
      'valid_to',
      ...Object.keys(table.definition.columns ?? {}),
    ].join(',');
    start = (await reader.get<Feed>('/v1/base-data/changes')).body;
  });
  afterAll(() => hub.close());

  it('refuses a list with mistakes, with all of them', async () => {
    const wrong = await propose(`${header}\n!,x,y,2026-99-01,\n`);
    expect(wrong.status).toBe(422);
    expect(await editor.tell('POST', '/v1/base-data/no-list/proposals', rows, csv)).toMatchObject({
      status: 404,
    });
    expect(await propose(rows, { 'content-type': 'application/json' })).toMatchObject({ status: 415 });
    expect(await reader.tell('POST', '/v1/base-data/damage-codes/proposals', rows, csv)).toMatchObject({
      status: 403,
    });
  });

  it('becomes active when another has looked at the difference, and is told in the feed and as a message', async () => {
    const columns = header.split(',').length - 5;
    const text = `${header}\nwetted,湿损,Wetted,2026-01-01,${','.repeat(columns)}\n`;
    const { status, body, headers } = await propose(text, { 'idempotency-key': 'wetted' });
    expect({ status, added: body.difference?.added.map(({ code }) => code) }).toEqual({
      status: 201,
      added: ['wetted'],
    });
    const again = await propose(text, { 'idempotency-key': 'wetted' });
    expect(again).toMatchObject({ status: 201, body: { id: body.id } });
    expect(await propose(`${text} `, { 'idempotency-key': 'wetted' })).toMatchObject({ status: 422 });

    const path = headers.get('location')!;
    const seen = { 'if-match': (await reviewer.get(path)).headers.get('etag')! };
    expect(await activate(reviewer, path)).toMatchObject({ status: 428 });
    expect(await activate(reviewer, path, { 'if-match': '"other"' })).toMatchObject({ status: 412 });
    expect(await activate(editor, path, seen)).toMatchObject({ status: 403 });
    expect(await activate(reviewer, path, seen)).toMatchObject({
      status: 200,
      body: { activatedBy: 'reviewer' },
    });
    expect(await activate(reviewer, path, seen)).toMatchObject({ status: 412 });
    expect(await reader.get('/v1/base-data/damage-codes/wetted')).toMatchObject({
      status: 200,
      body: { zh: '湿损' },
    });

    const feed = await reader.get<Feed>(`/v1/base-data/changes?cursor=${start.next}`);
    expect(feed.body.changes).toMatchObject([
      { list: 'damage-codes', code: 'wetted', change: 'added', entry: { zh: '湿损' } },
    ]);
    const rest = await reader.get<Feed>(`/v1/base-data/changes?cursor=${feed.body.next}`);
    expect(rest.body.changes).toEqual([]);
    const operator = await hub.client('operator');
    const published = await eventually('the change is a message', async () => {
      const [found] = await operator.search({ sender: 'bianzu' });
      return found !== undefined && found.state !== 'received' && found;
    });
    expect(await operator.settled(published.id)).toMatchObject({ state: 'accepted', issues: [] });
    const { canonical } = await operator.journey(published.id);
    expect(canonical).toMatchObject([{ type: 'code-list-update' }]);
  });

  it('refuses a proposal that was made on a list that has changed since', async () => {
    const columns = ','.repeat(header.split(',').length - 5);
    const paths: string[] = [];
    for (const code of ['one', 'two']) {
      const { headers } = await propose(`${header}\n${code},甲,${code},2026-01-01,${columns}\n`);
      paths.push(headers.get('location')!);
    }
    for (const [at, path] of paths.entries()) {
      const { headers } = await reviewer.get(path);
      const { status } = await activate(reviewer, path, { 'if-match': headers.get('etag')! });
      expect({ at, status }).toEqual({ at, status: at === 0 ? 200 : 409 });
    }
  });

  it('takes no cursor that was changed, or given to somebody else', async () => {
    const { next } = start;
    const changed = `${next.slice(0, -1)}${next.endsWith('A') ? 'B' : 'A'}`;
    expect(await reader.get(`/v1/base-data/changes?cursor=${changed}`)).toMatchObject({ status: 400 });
    expect(await editor.get(`/v1/base-data/changes?cursor=${next}`)).toMatchObject({ status: 400 });
    expect(await reader.get('/v1/base-data/changes?cursor=0')).toMatchObject({ status: 400 });
  });
});
