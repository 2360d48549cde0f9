import { renameSync } from 'node:fs';
import { v7 as newId } from 'uuid';
import type { FuzzedHub } from '../fuzzed-hub.js';
import { at, json } from '../requests.js';
import { sabotaged } from './sabotage.js';

const path = '/v1/operations/configuration';
const activating = `POST ${path}/activations`;
const rolling = `POST ${path}/rollback`;

/** The hub itself: its configuration, what its doctor finds, what was done. */
export async function tellOfOperations(fuzzed: FuzzedHub): Promise<void> {
  const { questions, operator } = fuzzed;
  for (const one of [
    path,
    `${path}/activations`,
    `${path}/difference`,
    '/v1/operations/findings',
    '/v1/audit',
    '/v1/audit/verification',
    '/v1/acknowledgements',
    '/v1/acknowledgements/owed',
  ])
    await questions.expect(200, operator, `GET ${one}`, at(one));
  await tellOfStorage(fuzzed);
  await tellOfActivations(fuzzed);
}

/** A forecast wants a thousand messages: copies of one that is there. */
async function tellOfStorage({ questions, operator, hub }: FuzzedHub): Promise<void> {
  const storage = 'GET /v1/operations/storage';
  await questions.expect(409, operator, storage, at('/v1/operations/storage'));
  await hub.gateway.dataSource.query(
    `INSERT INTO message SELECT (jsonb_populate_record(NULL::message, to_jsonb(one) || jsonb_build_object('id', copy))).*
     FROM (SELECT * FROM message WHERE state = 'refused' LIMIT 1) AS one, unnest($1::uuid[]) AS copy`,
    [Array.from({ length: 1_100 }, () => newId())],
  );
  await questions.expect(200, operator, storage, at('/v1/operations/storage?perDay=1000'));
}

/** The files are active already. */
export async function tellOfTheFolder({ questions, operator }: FuzzedHub): Promise<void> {
  const terms = { note: 'as they are' };
  await questions.expect(200, operator, activating, json(`${path}/activations`, terms));
}

/** Files become active, or do not; and an earlier version does again. */
async function tellOfActivations({ questions, operator, hub, folder }: FuzzedHub): Promise<void> {
  const activate = (status: number, terms: object) =>
    questions.expect(status, operator, activating, json(`${path}/activations`, terms));
  const rollBack = (status: number, terms: object) =>
    questions.expect(status, operator, rolling, json(`${path}/rollback`, terms));
  renameSync(folder.root, `${folder.root}-away`);
  await activate(422, {});
  await questions.expect(422, operator, `GET ${path}/difference`, at(`${path}/difference`));
  renameSync(`${folder.root}-away`, folder.root);
  await activate(409, { replacing: 99 });
  await rollBack(404, { to: 99 });
  await rollBack(409, { replacing: 99 });
  await sabotaged(hub, async () => {
    await rollBack(422, {});
  });
  const { body } = await operator.get<{ active: { number: number } }>(path);
  await rollBack(200, { to: body.active.number });
}
