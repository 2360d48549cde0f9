import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emptyJournal, type JournalFixture } from '../test/journal-fixture.js';
import { IntakeJournal, LaneLayout } from './index.js';

let fixture: JournalFixture;
beforeAll(async () => {
  fixture = await emptyJournal();
});
afterAll(() => fixture.close());

describe('the number of lanes', () => {
  it('changes only when nothing is under way by the old number', async () => {
    const layout = new LaneLayout(fixture.dataSource);
    expect(await layout.lanes()).toBeUndefined();
    expect(await layout.change(8)).toBe(true);
    const [waiting, underWay] = await new IntakeJournal(fixture.dataSource).accept(
      ['a', 'b'].map((text) => ({ sender: 'sys-1', channel: 'rest', bytes: Buffer.from(text) })),
    );
    expect(await layout.change(4)).toBe(true);
    await fixture.dataSource.query('DELETE FROM outbox WHERE message_id = $1', [underWay!.id]);
    expect(await layout.change(4)).toBe(true);
    expect(await layout.change(16)).toBe(false);
    expect(await layout.lanes()).toBe(4);
    await fixture.dataSource.query(`UPDATE message SET state = 'accepted' WHERE id = $1`, [underWay!.id]);
    expect(await layout.change(16)).toBe(true);
    expect(await layout.lanes()).toBe(16);
    expect(waiting!.kind).toBe('accepted');
  });
});
