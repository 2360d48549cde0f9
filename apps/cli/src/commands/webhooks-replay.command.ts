import { listed } from '../access.js';
import type { CommandDeclaration } from '../command.js';
import { answerWith } from '../deliveries-view.js';
import { HubClient, hubOptions } from '../hub-client.js';
import { requiredInstant, subscriptionArgument, subscriptionPath } from '../webhooks-view.js';

export const webhooksReplayCommand: CommandDeclaration = {
  name: 'webhooks replay',
  summary: {
    zh: '统计一段时间内订阅应得的事件；加 --send 则以原 id 再次发送（至多 31 天、5000 个，每分钟一次）。',
    en: 'Counts the events of a time that a subscription is to have; with --send they are sent again, under their old ids (31 days and 5,000 at most, once a minute).',
  },
  arguments: [subscriptionArgument],
  options: [
    ...hubOptions,
    {
      name: 'from',
      value: 'time',
      isRequired: true,
      summary: { zh: '自此时刻起（ISO 8601）', en: 'from this moment on (ISO 8601)' },
    },
    {
      name: 'to',
      value: 'time',
      summary: { zh: '到此时刻之前，默认现在', en: 'before this moment; default now' },
    },
    {
      name: 'types',
      value: 'types',
      summary: { zh: '只要这些事件类型，以逗号分隔', en: 'of these types only, separated by commas' },
    },
    { name: 'send', summary: { zh: '发送，而不只是统计', en: 'send them, do not only count' } },
  ],
  examples: [
    { command: 'webhooks replay 019d1f3e-7c00-7000-8000-000000000003 --from 2026-03-16', needs: 'hub' },
  ],
  async run(call) {
    const { given, terminal } = call;
    const [from, to, types] = [given.text('from'), given.optional('to'), listed(given.optional('types'))];
    const answer = await HubClient.of(call).post(subscriptionPath(given.text('id'), '/replay'), {
      from: requiredInstant('from', from),
      ...(to === undefined ? {} : { to: requiredInstant('to', to) }),
      ...(types === undefined ? {} : { types }),
      dryRun: !given.flag('send'),
    });
    type Replayed = {
      readonly dryRun: boolean;
      readonly events: number;
      readonly continueFrom: string | null;
    };
    const { dryRun, events, continueFrom } = answerWith<Replayed>(answer, 'events', 'dryRun', 'continueFrom');
    await terminal.print(
      dryRun
        ? terminal.words({ zh: `${events}；发送请加 --send`, en: `${events}; to send them add --send` })
        : terminal.words({ zh: `已重新发送 ${events} 个。`, en: `${events} are sent again.` }),
    );
    if (continueFrom !== null)
      await terminal.note(
        terminal.words({
          zh: `还有更多：--from ${continueFrom}`,
          en: `There are more: --from ${continueFrom}`,
        }),
      );
    return 0;
  },
};
