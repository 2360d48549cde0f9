import type { CommandDeclaration } from '../command.js';
import { withAccess } from '../access.js';

export const secretsListCommand: CommandDeclaration = {
  name: 'secrets list',
  summary: {
    zh: '列出密钥与证书的版本，从不显示其值。',
    en: 'Lists versions of secrets and certificates, never a value.',
  },
  arguments: [{ name: 'owner', isOptional: true, summary: { zh: '合作方 id', en: 'id of a partner' } }],
  options: [],
  examples: [{ command: 'secrets list', needs: 'database' }],
  async run(call) {
    const { given, terminal } = call;
    for (const one of await withAccess(call, ({ secrets }) => secrets.list(given.optional('owner')))) {
      const { id, owner, name, version, kind, validUntil, retiredAt } = one;
      const end = retiredAt ?? validUntil;
      await terminal.print(
        `${id}  ${owner}/${name}  ${version}  ${kind}  ${end === null ? '' : end.toISOString()}`.trimEnd(),
      );
    }
    return 0;
  },
};
