import type { CommandDeclaration } from '../command.js';
import { change, changeOptions, overrideOption } from '../configuration/change.js';
import { hubOptions } from '../hub-client.js';

export const configActivateCommand: CommandDeclaration = {
  name: 'config activate',
  summary: {
    zh: '检查配置并整体启用；有误则全部拒绝，原配置继续有效。有 DATABASE_URL 时存入数据库，所有进程随即采用；否则由枢纽启用其自身目录。',
    en: 'Checks the configuration and activates it as a whole; with a mistake nothing changes. With DATABASE_URL the files go to the database, and every process takes them from there; without it the hub activates its own folder.',
  },
  arguments: [],
  options: [...changeOptions, overrideOption, ...hubOptions],
  examples: [{ command: 'config activate --note "new partner"', needs: 'hub' }],
  run: (call) => change(call, { kind: 'folder' }, call.given.count('replacing')),
};
