import type { Tokens } from '#libs/runtime';

interface Places {
  readonly url: string;
  readonly dataFolder: string;
  readonly databaseFolder: string;
  readonly file: string;
  readonly tokens: Tokens;
}

/** Where everything is, for whoever has just started the hub. */
export function welcome({ url, dataFolder, databaseFolder, file, tokens }: Places): string {
  const rows = [
    ['API', `${url}/v1`],
    ['文档 documentation', `${url}/docs`],
    ['OpenAPI / AsyncAPI', `${url}/openapi.json  ${url}/asyncapi.json`],
    ['健康 health', `${url}/health/ready`],
    ['数据 data', dataFolder],
    ['数据库 database', databaseFolder],
    ['示例凭证 credentials', file],
  ] as const;
  const credentials = Object.entries(tokens).map(([partner, token]) => `    ${partner.padEnd(14)} ${token}`);
  return [
    '编组 Bianzu',
    ...rows.map(([name, value]) => `  ${name.padEnd(20)}\t${value}`),
    ...credentials,
    '',
  ].join('\n');
}
