import { loadConfiguration, type Configuration } from '#libs/configuration';
import type { CommandDeclaration } from '../command.js';
import { describeMistake } from '../describe-mistake.js';
import type { Words } from '../words.js';

const folders = ['agreements', 'mappings', 'schemas', 'code-lists'];

export const configCheckCommand: CommandDeclaration = {
  name: 'config check',
  summary: {
    zh: '读取并检查整个配置，逐条列出问题（文件:行:列）。',
    en: 'Reads and checks the whole configuration and prints every mistake as file:line:column.',
  },
  arguments: [],
  options: [],
  examples: [{ command: 'config check' }],
  async run({ terminal, workspace }) {
    for (const folder of folders) workspace.folder(folder);
    const configuration = loadConfiguration(workspace.root);
    for (const problem of configuration.problems) {
      await terminal.print(describeMistake(problem, workspace, terminal.language));
    }
    const summary = summaryOf(configuration, workspace.schemaNames.length);
    await terminal.print(terminal.words(summary));
    return configuration.problems.length > 0 ? 2 : 0;
  },
};

function summaryOf(configuration: Configuration, schemas: number): Words {
  const { routing, mappings, codeLists, canonicalTypes, problems } = configuration;
  const agreements = routing.partners.flatMap((partner) => partner.agreements).length;
  const lists = codeLists.names().length;
  const { length: partners } = routing.partners;
  const { length: destinations } = routing.destinations;
  return {
    zh:
      `合作方 ${partners}，协议 ${agreements}，目的地 ${destinations}，映射 ${mappings.length}，` +
      `结构定义 ${schemas}（统一报文 ${canonicalTypes.length}），代码表 ${lists}；问题 ${problems.length}`,
    en:
      `${partners} partners, ${agreements} agreements, ${destinations} destinations, ${mappings.length} mappings, ` +
      `${schemas} schemas (${canonicalTypes.length} canonical), ${lists} code lists; ${problems.length} mistakes`,
  };
}
