import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Credentials, scopes } from '#libs/partners';
import { settingsFrom } from '#libs/runtime';
import { eventually } from '../support/eventually.js';
import { Installation } from '../support/installation.js';
import { markdownBlocks, markdownTable } from './markdown-blocks.js';
import { typed } from './shell.js';
import { shows } from './shows.js';

const pages = ['README.md', 'README.zh-CN.md'];
const curlSections = /curl/;
const amqpSections = /AMQP/;

describe.each(pages)('the first message of %s', (page) => {
  const blocks = markdownBlocks(page);

  describe('by curl', () => {
    let hub: Installation;
    let folder: string;
    let credentials: string;

    beforeAll(async () => {
      hub = await Installation.start({ edition: 'embedded' });
      folder = mkdtempSync(join(tmpdir(), 'bianzu-readme-'));
      credentials = join(folder, 'example-credentials.json');
      const issuer = new Credentials(hub.gateway.dataSource);
      const tokens = {
        'sys-1': await issuer.issue('sys-1', ['messages', 'base-data']),
        operator: await issuer.issue('operator', scopes),
      };
      writeFileSync(credentials, JSON.stringify(tokens));
    });
    afterAll(async () => {
      await hub.close();
      rmSync(folder, { recursive: true });
    });

    it('is answered as the page shows', async () => {
      const lines: string[] = [];
      let answers = 0;
      for (const { language, text } of blocks.filter(({ section }) => curlSections.test(section))) {
        if (language === 'sh') lines.push(here(text));
        else {
          // its own Idempotency-Key makes every message the same message when it is sent again
          const before = lines.slice(0, -1).map((block) => `{ ${block}; } > /dev/null`);
          const commands = [...before, lines.at(-1)].join('\n');
          await eventually(
            `the answer of\n${lines.at(-1)}`,
            async () => shows(JSON.parse(await typed(commands)), JSON.parse(text)),
            { everyMs: 200 },
          );
          answers++;
        }
      }
      expect(answers).toBe(4);
    });

    function here(commands: string): string {
      return commands
        .trim()
        .replaceAll('http://127.0.0.1:8080', hub.url)
        .replaceAll('/tmp/', `${folder}/`)
        .replaceAll('./data/example-credentials.json', credentials);
    }
  });

  it('is accepted by AMQP, and the acknowledgement printed', async () => {
    const hub = await Installation.start({ edition: 'distributed' });
    const script = blocks.find(({ language, section }) => language === 'js' && amqpSections.test(section))!;
    const text = script.text.replaceAll("'bianzu.", `'${hub.prefix}bianzu.`);
    const printed = await typed('node --input-type=module -e "$SCRIPT"', { SCRIPT: text });
    expect(printed).toContain('<result>accepted</result>');
    await hub.close();
  });

  it('stands beside a table of all environment variables with their defaults', () => {
    const read = new Set<string>();
    const environment = new Proxy({}, { get: (_, name) => void read.add(String(name)) });
    const { security, outbound, ...settings } = settingsFrom(environment);
    const values = Object.values({ ...settings, ...security, ...outbound });
    const defaults = values.map((value) => String((value ?? '') as string));
    const settingsPages = [page, 'docs/security.md', 'docs/webhooks.md'];
    const rows = settingsPages.flatMap(markdownTable).filter(([name]) => /^`[A-Z0-9_]+`$/.test(name ?? ''));
    expect(rows.map(([name]) => name!.replaceAll('`', '')).sort()).toEqual([...read].sort());
    for (const [, shown = ''] of rows) expect(defaults).toContain(shown.replaceAll('`', ''));
  });
});
