import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  changesBetween,
  configurationFiles,
  MissingConfiguration,
  readConfigurationFiles,
  unpackConfiguration,
} from './index.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bianzu-files-'));
  for (const name of ['agreements', 'mappings', 'schemas', 'code-lists']) mkdirSync(join(folder, name));
  write('agreements/sys-1.yaml', 'partner: sys-1');
  write('mappings/sys-1/a-to-b.yaml', '甲');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(place: string, text: string): void {
  mkdirSync(dirname(join(folder, place)), { recursive: true });
  writeFileSync(join(folder, place), text);
}

describe('the files of a configuration', () => {
  it('have one version as long as nothing in them changes, whatever their order', () => {
    const files = readConfigurationFiles(folder);
    expect([...files.files.keys()]).toEqual(['agreements/sys-1.yaml', 'mappings/sys-1/a-to-b.yaml']);
    expect(configurationFiles(new Map([...files.files].reverse())).version).toBe(files.version);
    write('mappings/.a-to-b.yaml.swp', 'x');
    write('mappings/a-to-b.yaml~', 'x');
    expect(readConfigurationFiles(folder).version).toBe(files.version);
    write('mappings/sys-1/a-to-b.yaml', '乙');
    expect(readConfigurationFiles(folder).version).not.toBe(files.version);
  });

  it('have another version when a file is called otherwise', () => {
    const { version } = readConfigurationFiles(folder);
    rmSync(join(folder, 'agreements/sys-1.yaml'));
    write('agreements/sys-2.yaml', 'partner: sys-1');
    expect(readConfigurationFiles(folder).version).not.toBe(version);
  });

  it('are told apart file by file', () => {
    const before = readConfigurationFiles(folder);
    write('mappings/sys-1/a-to-b.yaml', '乙');
    write('schemas/new.xsd', '<x/>');
    rmSync(join(folder, 'agreements/sys-1.yaml'));
    expect(changesBetween(before, readConfigurationFiles(folder))).toEqual({
      added: ['schemas/new.xsd'],
      changed: ['mappings/sys-1/a-to-b.yaml'],
      removed: ['agreements/sys-1.yaml'],
    });
  });

  it('are unpacked into a folder of their version, once', () => {
    const files = readConfigurationFiles(folder);
    const into = join(folder, 'unpacked');
    const unpacked = unpackConfiguration(into, files);
    expect(readFileSync(join(unpacked, 'mappings/sys-1/a-to-b.yaml'), 'utf8')).toBe('甲');
    expect(readConfigurationFiles(unpacked).version).toBe(files.version);
    expect(unpackConfiguration(into, files)).toBe(unpacked);
    expect(readdirSync(into)).toEqual([files.version]);
  });

  it('stay in their folders, whatever a place is called', () => {
    const file = { sha256: '', bytes: Buffer.from('x') };
    const outside = [
      'agreements/../../x.yaml',
      'agreements',
      'agreements//x.yaml',
      '../x',
      '/etc/x',
      'schemas/./x',
    ];
    for (const place of outside)
      expect(() => configurationFiles(new Map([[place, file]]))).toThrow('no place for a file');
    expect(configurationFiles(new Map([['agreements/..x.yaml', file]])).files.size).toBe(1);
  });

  it('are none without their folders', () => {
    rmSync(join(folder, 'schemas'), { recursive: true });
    expect(() => readConfigurationFiles(folder)).toThrow(MissingConfiguration);
  });
});
