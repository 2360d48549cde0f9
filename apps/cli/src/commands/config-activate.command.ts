import type { Call, CommandDeclaration } from '../command.js';
import { withDatabase } from '../database.js';
import { describeMistake } from '../describe-mistake.js';
import { HubClient, hubOptions } from '../hub-client.js';

interface Activation {
  readonly number: number;
  readonly version: string;
}

export const configActivateCommand: CommandDeclaration = {
  name: 'config activate',
  summary: {
    zh: '检查配置并整体启用；有误则全部拒绝，原配置继续有效。有 DATABASE_URL 时存入数据库，所有进程随即采用；否则由枢纽启用其自身目录。',
    en: 'Checks the configuration and activates it as a whole; with a mistake nothing changes. With DATABASE_URL the files go to the database, and every process takes them from there; without it the hub activates its own folder.',
  },
  arguments: [],
  options: [
    { name: 'note', value: 'text', summary: { zh: '说明', en: 'what it is for' } },
    {
      name: 'replacing',
      value: 'number',
      summary: { zh: '仅当此版本为当前版本时', en: 'only when this version is the active one' },
    },
    ...hubOptions,
  ],
  examples: [{ command: 'config activate --note "new partner"', needs: 'hub' }],
  async run(call) {
    const isDirect = (call.environment.DATABASE_URL ?? '') !== '';
    const activation = isDirect ? await activateInDatabase(call) : await activateInHub(call);
    if (activation === undefined) return 2;
    const { number, version } = activation;
    const short = version.slice(0, 12);
    await call.terminal.print(
      call.terminal.words({ zh: `已启用：${number}（${short}）`, en: `active: ${number} (${short})` }),
    );
    return 0;
  },
};

async function activateInDatabase(call: Call): Promise<Activation | undefined> {
  const { given, terminal, workspace, environment } = call;
  const runtime = await import('#libs/runtime');
  const { unpackFolder, ConfigurationVersions, activateFolder, localActor } = runtime;
  const outcome = await withDatabase(environment, (dataSource) =>
    activateFolder(new ConfigurationVersions(dataSource), {
      root: workspace.root,
      unpackInto: unpackFolder(environment.BIANZU_DATA ?? 'data'),
      by: localActor(),
      note: given.optional('note'),
      replacing: given.count('replacing'),
    }),
  );
  if (outcome.kind === 'active') return outcome.activation;
  if (outcome.kind === 'unproven') throw new Error('nothing has to be proven without reports');
  for (const problem of outcome.problems)
    await terminal.print(describeMistake(problem, workspace, terminal.language));
  await terminal.note(terminal.words({ zh: '配置有误，未启用。', en: 'Not activated: there are mistakes.' }));
  return undefined;
}

async function activateInHub(call: Call): Promise<Activation> {
  const { given } = call;
  const body = { note: given.optional('note'), replacing: given.count('replacing') };
  const answer = await HubClient.of(call).post('/v1/operations/configuration/activations', body);
  return answer as Activation;
}
