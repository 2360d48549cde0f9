import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { settingsErrors } from '#libs/channels';
import { loadRouting } from '#libs/routing';

function mistakesIn(connection: string): { at: string; zh: string; en: string }[] {
  const text = `partner: a\nname: { zh: 甲, en: A }\nchannels: [rest]\nconnections:\n  push:\n${connection}`;
  const { problems } = loadRouting([{ file: 'agreements/a.yaml', text }], settingsErrors);
  return problems.map(({ line, column, message }) => ({ at: `${line}:${column}`, ...message }));
}

describe('the settings of a connection', () => {
  it('obey the schema of their channel', () => {
    expect(
      mistakesIn(
        '    channel: rest\n    settings: { url: "https://partner.example/in", bearer: push-token }\n',
      ),
    ).toEqual([]);
  });

  it('are told with place and meaning where they do not, in both languages', () => {
    const settings = '      url: ftp://x\n      beerer: a\n      method: POSTE\n';
    const mistakes = mistakesIn(`    channel: rest\n    settings:\n${settings}`);
    expect(mistakes.map(({ at, en }) => `${at} ${en}`)).toEqual([
      '9:15 "beerer" is not known; did you mean "bearer"?',
      '8:12 connections.push.settings.url: must match pattern "^https?://"',
      '10:15 connections.push.settings.method: must be one of POST, PUT; did you mean "POST"?',
    ]);
    expect(mistakes[0]?.zh).toBe('未知的键“beerer”，是否应为“bearer”？');
  });

  it.each([
    ['as2', 'url: "https://partner.example/as2", as2From: us, as2To: them'],
    ['sftp', `host: h, user: u, password: p, hostKeys: ["SHA256:${'A'.repeat(43)}"]`],
    ['file', 'folder: /out'],
  ])('name the files of %s by a template of known parts', (channel, settings) => {
    const mistakes = (fileName: string): number =>
      mistakesIn(`    channel: ${channel}\n    settings: { ${settings}, fileName: "${fileName}" }\n`).length;
    expect(mistakes('ORD_{destination}-{created}-{delivery}.{extension}')).toBe(0);
    expect(mistakes('{sender}.xml')).toBe(1);
    expect(mistakes('../{delivery}')).toBe(1);
  });

  it('are as the page on agreements shows them', () => {
    const page = readFileSync('docs/agreements.md', 'utf8');
    const [, text = ''] = /```yaml\n(.*?)```/s.exec(page)!;
    const { table, problems } = loadRouting([{ file: 'agreements/shipper-west.yaml', text }], settingsErrors);
    expect(problems).toEqual([]);
    expect(table.destination('shipper-west-statuses')).toMatchObject({ connection: 'push', order: 'key' });
  });

  it('are of a channel that there is', () => {
    const [mistake] = mistakesIn('    channel: pigeon\n    settings: {}\n');
    expect(mistake?.at).toBe('6:14');
    expect(mistake?.en).toContain('soap');
  });
});
