import type { CommandDeclaration } from '../command.js';
import { answerWith } from '../deliveries-view.js';
import { destinationArgument, reasonOption } from '../destination-order.js';
import { HubClient, hubOptions } from '../hub-client.js';

export const destinationsPurgeCommand: CommandDeclaration = {
  name: 'destinations purge',
  summary: {
    zh: '清除目的地的投递：不带 --count 只计数；带上刚数得的数目才清除，数目变了就不动。内容仍保留，可再投递。',
    en: 'Takes deliveries off a destination: without --count they are only counted, with that count they go, and nothing does when it has changed. Their bytes are kept, and each can be sent again.',
  },
  arguments: [destinationArgument],
  options: [
    ...hubOptions,
    reasonOption,
    {
      name: 'what',
      value: 'what',
      isRequired: true,
      choices: ['backlog', 'failed'],
      summary: {
        zh: 'backlog：积压（须已暂停）；failed：失败与过期的',
        en: 'backlog: what waits, of a destination that is paused; failed: also what has expired',
      },
    },
    {
      name: 'count',
      value: 'n',
      summary: { zh: '刚数得的数目，给出才清除', en: 'as many as were counted; only with it they go' },
    },
  ],
  examples: [{ command: 'destinations purge sys-2-orders --what failed --reason settled', needs: 'hub' }],
  async run(call) {
    const { given, terminal } = call;
    const expected = given.count('count');
    const path = `/v1/destinations/${encodeURIComponent(given.text('destination'))}/purge`;
    const order = { what: given.text('what'), reason: given.text('reason') };
    const body = expected === undefined ? order : { ...order, count: expected };
    const answer = await HubClient.of(call).post(path, body);
    type Outcome = { readonly purged: boolean; readonly count: number };
    const { purged, count } = answerWith<Outcome>(answer, 'purged', 'count');
    const done = { zh: `已清除 ${count} 条。`, en: `${count} purged.` };
    const counted = {
      zh: `共 ${count} 条；清除请加 --count ${count}`,
      en: `${count}; to purge them add --count ${count}`,
    };
    await terminal.print(terminal.words(purged ? done : counted));
    return 0;
  },
};
