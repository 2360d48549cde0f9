import type { CommandDeclaration } from '../command.js';
import { HubClient, hubOptions } from '../hub-client.js';
import { journeyLines, journeyOf } from '../message-view.js';

export const messageCommand: CommandDeclaration = {
  name: 'message',
  summary: {
    zh: '显示一条报文的全过程：结论、问题、业务键、统一报文、投递。',
    en: 'Shows the journey of a message: verdict, issues, keys, canonical messages, deliveries.',
  },
  arguments: [{ name: 'id', summary: { zh: '报文 id', en: 'id of the message' } }],
  options: [...hubOptions, { name: 'json', summary: { zh: '输出 JSON', en: 'print JSON' } }],
  examples: [{ command: 'message 019d1f3e-7c00-7000-8000-000000000001', needs: 'hub' }],
  async run(call) {
    const { given, terminal } = call;
    const journey = journeyOf(
      await HubClient.of(call).get(`/v1/messages/${encodeURIComponent(given.text('id'))}`),
    );
    const lines = given.flag('json')
      ? [JSON.stringify(journey, null, 2)]
      : journeyLines(journey, terminal.language);
    for (const line of lines) await terminal.print(line);
    return 0;
  },
};
