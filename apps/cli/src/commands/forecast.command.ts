import type { CommandDeclaration } from '../command.js';
import { HubClient, hubOptions } from '../hub-client.js';

interface Storage {
  readonly messages: number;
  readonly bytesPerMessage: number;
  readonly tables: readonly { table: string; bytes: number; indexBytes: number; bytesPerMessage: number }[];
  readonly bytesPerDay: number;
  readonly keptDays: number;
  readonly bytesInAll: number;
}

export const forecastCommand: CommandDeclaration = {
  name: 'forecast',
  summary: {
    zh: '按现有报文估算每日及保存期满后的磁盘占用。',
    en: 'Forecasts the disk space of a day and of the whole time of retention from the messages that are there.',
  },
  arguments: [],
  options: [
    {
      name: 'per-day',
      value: 'n',
      isRequired: true,
      summary: { zh: '每日报文数', en: 'messages in a day' },
    },
    ...hubOptions,
    { name: 'json', summary: { zh: 'JSON', en: 'JSON' } },
  ],
  examples: [{ command: 'forecast --per-day 100000', needs: 'hub' }],
  async run(call) {
    const { given, terminal } = call;
    const path = `/v1/operations/storage?perDay=${given.count('per-day') ?? 0}`;
    const storage = (await HubClient.of(call).get(path)) as Storage;
    if (given.flag('json')) {
      await terminal.print(JSON.stringify(storage));
      return 0;
    }
    for (const { table, bytesPerMessage, bytes } of storage.tables)
      await terminal.print(`${table.padEnd(28)} ${String(bytesPerMessage).padStart(7)} B  ${size(bytes)}`);
    const { messages, bytesPerMessage, bytesPerDay, keptDays, bytesInAll } = storage;
    await terminal.print(
      terminal.words({
        zh: `现有 ${messages} 条，每条 ${bytesPerMessage} B；每日 ${size(bytesPerDay)}，${keptDays} 日 ${size(bytesInAll)}`,
        en: `${messages} messages, ${bytesPerMessage} B each; ${size(bytesPerDay)} a day, ${size(bytesInAll)} in ${keptDays} days`,
      }),
    );
    return 0;
  },
};

function size(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const unit = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(bytes, 1)) / 10)));
  return `${(bytes / 1024 ** unit).toFixed(unit === 0 ? 0 : 1)} ${units[unit]}`;
}
