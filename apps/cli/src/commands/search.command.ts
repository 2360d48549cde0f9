import type { CommandDeclaration } from '../command.js';
import { HubClient, hubOptions } from '../hub-client.js';
import { summaryLine, type MessageSummary } from '../message-view.js';
import { UsageMistake } from '../mistake.js';

export const searchCommand: CommandDeclaration = {
  name: 'search',
  summary: {
    zh: '按业务键（如 order:DD2026031600001）查找报文，新的在前。',
    en: 'Finds messages by business key, such as order:DD2026031600001, newest first.',
  },
  arguments: [{ name: 'key', summary: { zh: '类型:值', en: 'type:value' } }],
  options: [
    ...hubOptions,
    { name: 'limit', value: 'n', summary: { zh: '最多 n 条，至多 200', en: 'at most n, up to 200' } },
    { name: 'json', summary: { zh: '每行一个 JSON', en: 'one JSON per line' } },
  ],
  examples: [{ command: 'search order:DD2026031600001', needs: 'hub' }],
  async run(call) {
    const { given, terminal } = call;
    const key = given.text('key');
    if (!/^[^:]+:./.test(key)) {
      throw new UsageMistake({ zh: `“${key}”应写作 类型:值。`, en: `"${key}" should be type:value.` });
    }
    const query = new URLSearchParams({ key, limit: String(Math.min(given.count('limit') ?? 50, 200)) });
    const { messages, next } = found(await HubClient.of(call).get(`/v1/messages?${query.toString()}`));
    for (const message of messages) {
      await terminal.print(given.flag('json') ? JSON.stringify(message) : summaryLine(message));
    }
    if (messages.length === 0)
      await terminal.note(terminal.words({ zh: '没有找到。', en: 'Nothing was found.' }));
    if (next)
      await terminal.note(
        terminal.words({ zh: '还有更多，请提高 --limit。', en: 'There are more; raise --limit.' }),
      );
    return 0;
  },
};

function found(body: unknown): { messages: readonly MessageSummary[]; next: unknown } {
  const { messages, next } = (body ?? {}) as { messages?: readonly MessageSummary[]; next?: unknown };
  if (Array.isArray(messages)) return { messages, next };
  throw new UsageMistake({ zh: '回答的不是枢纽。', en: 'What answered is not a hub.' });
}
