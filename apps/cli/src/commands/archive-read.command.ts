import type { ArchivePart, IndexLine } from '#libs/archive';
import { archiveOption, partsOf } from '../archive-folder.js';
import type { Call, CommandDeclaration } from '../command.js';
import { UsageMistake } from '../mistake.js';

export const archiveReadCommand: CommandDeclaration = {
  name: 'archive read',
  summary: {
    zh: '读取归档中的一条报文：默认打印其全部记录，--content 输出原始字节。',
    en: 'Reads a message of the archive: all that was known of it, or with --content its bytes.',
  },
  arguments: [{ name: 'id', summary: { zh: '报文 id', en: 'id of the message' } }],
  options: [
    archiveOption,
    {
      name: 'content',
      value: 'name',
      summary: {
        zh: 'payload（收到的字节）、canonical/0、delivery/<id>',
        en: 'payload (as it came in), canonical/0, delivery/<id>',
      },
    },
  ],
  examples: [
    { command: 'archive read 01a2042c-8bf7-719f-ad70-39f2ff9b4b7c --content payload', needs: 'archive' },
  ],
  async run(call) {
    const { part, line } = await messageIn(call);
    const name = call.given.optional('content');
    if (name === undefined) {
      await call.terminal.print(JSON.stringify(line, null, 2));
      return 0;
    }
    const place = line.blobs.find((blob) => blob.name === name);
    if (place === undefined) {
      const names = line.blobs.map((blob) => blob.name).join(', ');
      throw new UsageMistake({ zh: `该报文只有：${names}`, en: `The message has only: ${names}` });
    }
    await call.terminal.write(await part.bytes(place));
    return 0;
  },
};

/** The id tells the day. */
async function messageIn(call: Call): Promise<{ part: ArchivePart; line: IndexLine }> {
  const id = call.given.text('id').toLowerCase();
  const timeMs = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  const day = Number.isNaN(timeMs) ? '' : new Date(timeMs).toISOString().slice(0, 10);
  for (const part of partsOf(call).filter(({ manifest }) => manifest.day === day)) {
    const line = await part.find(id);
    if (line !== undefined) return { part, line };
  }
  throw new UsageMistake({ zh: `归档中没有报文 ${id}。`, en: `The archive has no message ${id}.` });
}
