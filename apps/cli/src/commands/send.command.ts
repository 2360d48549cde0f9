import { randomUUID } from 'node:crypto';
import type { Call, CommandDeclaration } from '../command.js';
import { HubClient, hubOptions } from '../hub-client.js';
import { Input } from '../input.js';
import { isWrong, journeyEnd } from '../journey-end.js';
import { journeyLines } from '../message-view.js';
import { UsageMistake } from '../mistake.js';
import { sendMessage, type Transmission } from '../send-message.js';

/** Standard input cannot be read twice, so what comes from there is kept for further attempts. */
const largestPipedBytes = 64 * 1024 * 1024;
const usualWaitSeconds = 60;

export const sendCommand: CommandDeclaration = {
  name: 'send',
  summary: {
    zh: '把文件发给枢纽；忙或断线时以同一幂等键重发。',
    en: 'Sends a file to a hub, again with the same Idempotency-Key when the hub is busy or away.',
  },
  arguments: [{ name: 'file', summary: { zh: '文件，- 为标准输入', en: 'a file, or - for standard input' } }],
  options: [
    ...hubOptions,
    { name: 'content-type', value: 'type', summary: { zh: '内容类型', en: 'of the body' } },
    { name: 'idempotency-key', value: 'key', summary: { zh: '幂等键，默认新生成', en: 'default a new one' } },
    { name: 'wait', summary: { zh: '等到有结论并显示', en: 'wait for the verdict and show it' } },
    {
      name: 'timeout',
      value: 'seconds',
      summary: { zh: '最长等待秒数，默认 60', en: 'longest wait; default 60' },
    },
    { name: 'json', summary: { zh: '输出 JSON', en: 'print JSON' } },
  ],
  examples: [{ command: 'send schemas/sources/sys-1/samples/order-full-wagon.xml --wait', needs: 'hub' }],
  async run(call) {
    const { given, terminal } = call;
    const timeout = given.count('timeout') ?? usualWaitSeconds;
    const hub = HubClient.of(call);
    const receipt = await sendMessage(hub, await transmissionOf(call), (reason, pauseMs) =>
      terminal.note(
        terminal.words({ zh: `${reason}，${pauseMs} 毫秒后重发`, en: `${reason}, again in ${pauseMs} ms` }),
      ),
    );
    const isJson = given.flag('json');
    if (!given.flag('wait')) {
      await terminal.print(isJson ? JSON.stringify(receipt) : `${receipt.id}\t${receipt.sha256}`);
      return 0;
    }
    const journey = await journeyEnd(hub, receipt.id, timeout);
    const lines = isJson ? [JSON.stringify(journey)] : journeyLines(journey, terminal.language);
    for (const line of lines) await terminal.print(line);
    return isWrong(journey) ? 1 : 0;
  },
};

async function transmissionOf({ given, terminal }: Call): Promise<Transmission> {
  const file = given.text('file');
  const first = await Input.open(file, terminal.input);
  const headers = headersOf(
    given.optional('content-type'),
    given.optional('idempotency-key'),
    first.fileName,
  );
  if (file === '-') {
    const bytes = await first.whole(largestPipedBytes);
    if (bytes === undefined) throw tooLarge;
    return { headers, open: () => once(bytes) };
  }
  let input: Input | undefined = first;
  return {
    headers,
    async *open() {
      const opened = input ?? (await Input.open(file, terminal.input));
      input = undefined;
      yield* opened.chunks();
    },
  };
}

function headersOf(
  contentType: string | undefined,
  key: string | undefined,
  fileName: string | undefined,
): Record<string, string> {
  for (const [name, value] of Object.entries({ 'content-type': contentType, 'idempotency-key': key })) {
    if (value !== undefined && !/^[\x20-\x7e]{1,200}$/.test(value)) throw wrongHeader(name, value);
  }
  return {
    'content-type': contentType ?? 'application/octet-stream',
    'idempotency-key': key ?? randomUUID(),
    ...(fileName === undefined
      ? {}
      : { 'content-disposition': `attachment; filename*=UTF-8''${encoded(fileName)}` }),
  };
}

/** RFC 8187: percent-encoded UTF-8; these four are no attribute characters but pass `encodeURIComponent`. */
function encoded(fileName: string): string {
  return encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const tooLarge = new UsageMistake({
  zh: '标准输入超过 64 MB，请先存成文件。',
  en: 'Standard input is larger than 64 MB; save it as a file first.',
});

function wrongHeader(name: string, value: string): UsageMistake {
  return new UsageMistake({ zh: `--${name} 不能是“${value}”。`, en: `--${name} cannot be "${value}".` });
}
