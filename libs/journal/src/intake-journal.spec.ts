import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emptyJournal, type JournalFixture } from '../test/journal-fixture.js';
import { firstIdAt, IntakeJournal, MessageJournal, MessageQueries, type WholeArrival } from './index.js';

let fixture: JournalFixture;
let intake: IntakeJournal;

beforeAll(async () => {
  fixture = await emptyJournal();
  intake = new IntakeJournal(fixture.dataSource);
});
afterAll(() => fixture.close());

const arrival = (text: string, idempotencyKey?: string): WholeArrival => ({
  sender: 'sys-1',
  channel: 'rest',
  idempotencyKey,
  bytes: Buffer.from(text),
});

async function* chunksOf(bytes: Buffer, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function rawOf(id: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of new MessageQueries(fixture.dataSource).raw(id)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('the intake journal', () => {
  it('keeps every byte, its hash and the order to work on it', async () => {
    const bytes = Buffer.from([0, 255, 0x81, 0x30, 10]);
    const [answer] = await intake.accept([{ ...arrival(''), bytes }]);
    expect(answer).toMatchObject({
      kind: 'accepted',
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    expect(await rawOf(answer!.id)).toEqual(bytes);
    const outbox = await fixture.dataSource.query('SELECT kind FROM outbox WHERE message_id = $1', [
      answer!.id,
    ]);
    expect(outbox).toEqual([{ kind: 'work' }]);
  });

  it('keeps messages of several pieces whole, and words that no text may have without what is wrong in them', async () => {
    const large = Buffer.alloc(700_000, 'x');
    large.write('the end', large.length - 7);
    const odd = { ...arrival('b', 'key\0\ud800'), contentType: 'text/\0plain', fileName: '\ud83d.xml' };
    const [first, second, empty] = await intake.accept([{ ...arrival(''), bytes: large }, odd, arrival('')]);
    expect((await rawOf(first!.id)).equals(large)).toBe(true);
    expect(await rawOf(second!.id)).toEqual(Buffer.from('b'));
    expect(await rawOf(empty!.id)).toEqual(Buffer.alloc(0));
    const [row] = await fixture.dataSource.query(
      'SELECT content_type, file_name FROM message WHERE id = $1',
      [second!.id],
    );
    expect(row).toEqual({ content_type: 'text/plain', file_name: '\ufffd.xml' });
  });

  it('repeats the first answer for the same key and bytes, and refuses the key for other bytes', async () => {
    const [first, again, other] = await intake.accept([
      arrival('a', 'k1'),
      arrival('a', 'k1'),
      arrival('b', 'k1'),
    ]);
    expect([first!.kind, again!.kind, other!.kind]).toEqual(['accepted', 'repeated', 'conflict']);
    expect(again!.id).toBe(first!.id);
    const [later, elsewhere] = await intake.accept([
      arrival('a', 'k1'),
      { ...arrival('a', 'k1'), sender: 'sys-2' },
    ]);
    expect([later!.kind, later!.id]).toEqual(['repeated', first!.id]);
    expect(elsewhere!.kind).toBe('accepted');
  });

  it('takes one of many concurrent requests with the same key', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => intake.accept([arrival('c', 'k2')])));
    expect(answers.flat().filter((answer) => answer.kind === 'accepted')).toHaveLength(1);
    expect(new Set(answers.flat().map((answer) => answer.id)).size).toBe(1);
  });

  it('writes a long message piece by piece, and reads it the same way', async () => {
    const bytes = Buffer.from(Array.from({ length: 700_000 }, (_, index) => index % 251));
    const answer = await intake.acceptStream({ sender: 'sys-1', channel: 'rest' }, chunksOf(bytes, 9_999));
    const [message] = await new MessageJournal(fixture.dataSource).load([answer.id]);
    expect(message!.isWhole).toBe(false);
    const pieces: Uint8Array[] = [];
    for await (const piece of message!.chunks()) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(2);
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
  });

  it('keeps nothing of a stream that breaks off', async () => {
    async function* broken(): AsyncIterable<Uint8Array> {
      yield Buffer.alloc(300_000);
      throw new Error('the connection is gone');
    }
    const count = async (): Promise<unknown> =>
      fixture.dataSource.query('SELECT count(*) FROM message_payload');
    const before = await count();
    await expect(intake.acceptStream({ sender: 'sys-1', channel: 'rest' }, broken())).rejects.toThrow('gone');
    expect(await count()).toEqual(before);
  });

  it('puts a message into the partition of its day', async () => {
    const [answer] = await intake.accept([arrival('d')]);
    const [row] = await fixture.dataSource.query<{ partition: string }[]>(
      'SELECT tableoid::regclass::text AS partition FROM message WHERE id = $1',
      [answer!.id],
    );
    expect(row!.partition).toBe(`message_${new Date().toISOString().slice(0, 10).replaceAll('-', '')}`);
  });
});

it('the least id of a moment carries its milliseconds (the example of RFC 9562, appendix A.6)', () => {
  expect(firstIdAt(Date.UTC(2022, 1, 22, 19, 22, 22))).toBe('017f22e2-79b0-0000-0000-000000000000');
});
