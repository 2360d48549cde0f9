import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { bianzu } from './bianzu.js';

describe('bianzu config check', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bianzu-config-'));
    for (const part of ['agreements', 'mappings', 'schemas', 'code-lists']) {
      cpSync(part, join(folder, part), { recursive: true });
    }
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('prints what there is when all is well', async () => {
    const ended = await bianzu(['config', 'check'], { environment: { BIANZU_CONFIGURATION: folder } });
    expect(ended).toMatchObject({ exitCode: 0, err: '' });
    expect(ended.out).toMatch(/^\d+ partners, \d+ agreements, .* 0 mistakes\n$/);
  });

  it('prints every mistake with its place, in the chosen language', async () => {
    writeFileSync(join(folder, 'mappings/a-to-b.yaml'), 'name: a-to-b\nfrom: { format: xlm }\n');
    writeFileSync(join(folder, 'code-lists/strangers.csv'), 'code,zh,en\n');
    writeFileSync(join(folder, 'agreements/stranger.yaml'), 'partnr: stranger\n');
    const { exitCode, out } = await bianzu(['config', 'check', '--root', folder, '--lang', 'zh']);
    expect(exitCode).toBe(2);
    expect(out).toMatch(/^mappings\/a-to-b\.yaml:2:\d+: .*xml/m);
    expect(out).toMatch(/^code-lists\/strangers\.csv: 缺少/m);
    expect(out).toMatch(/^agreements\/stranger\.yaml:1:\d+: /m);
  });

  it('says so when the folder is no configuration', async () => {
    const ended = await bianzu(['config', 'check', '--root', join(folder, 'schemas')]);
    expect(ended).toMatchObject({ exitCode: 2, out: '' });
    expect(ended.err).toContain('There is no folder "agreements"');
  });
});
