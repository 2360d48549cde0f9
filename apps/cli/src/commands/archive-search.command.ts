import { searchArchive, type IndexLine } from '#libs/archive';
import { archiveFolder, archiveOption, partsOf } from '../archive-folder.js';
import type { CommandDeclaration } from '../command.js';
import { UsageMistake } from '../mistake.js';

export const archiveSearchCommand: CommandDeclaration = {
  name: 'archive search',
  summary: {
    zh: '在归档中按业务键查找报文，新的日期在前；指明日期更快。',
    en: 'Finds messages of the archive by business key, newest day first; named days make it faster.',
  },
  arguments: [{ name: 'key', summary: { zh: '类型:值', en: 'type:value' } }],
  options: [
    archiveOption,
    {
      name: 'from',
      value: 'day',
      summary: { zh: '首日，如 2026-11-01', en: 'first day, such as 2026-11-01' },
    },
    { name: 'to', value: 'day', summary: { zh: '末日', en: 'last day' } },
    { name: 'json', summary: { zh: '每行一个 JSON', en: 'one JSON per line' } },
  ],
  examples: [{ command: 'archive search order:DD2026031600001 --from 2026-03-16', needs: 'archive' }],
  async run(call) {
    const { given, terminal } = call;
    const [, type, value] = /^([^:]+):(.+)$/.exec(given.text('key')) ?? [];
    if (type === undefined || value === undefined) {
      const key = given.text('key');
      throw new UsageMistake({ zh: `“${key}”应写作 类型:值。`, en: `"${key}" should be type:value.` });
    }
    partsOf(call);
    let found = 0;
    const search = { key: { type, value }, from: given.optional('from'), to: given.optional('to') };
    for await (const { part, line } of searchArchive(archiveFolder(call), search)) {
      found++;
      await terminal.print(given.flag('json') ? JSON.stringify(line) : lineOf(part, line));
    }
    if (found === 0) await terminal.note(terminal.words({ zh: '没有找到。', en: 'Nothing was found.' }));
    return 0;
  },
};

function lineOf(part: string, { id, facts }: IndexLine): string {
  return [part, id, facts.receivedAt, facts.sender ?? '-', facts.state, facts.reference ?? '']
    .map(String)
    .join('  ');
}
