import { describe, expect, it } from '@jest/globals';
import { cyclesOf } from './support/cycles.js';
import { foldersOf, sourceFiles, type SourceFile } from './support/source-files.js';

/**
 * The rooms of the house: what each library may import. A library that is not in this table does not belong to the house
 * yet; nothing below may import what stands further down.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  message: [],
  'checked-yaml': ['message'],
  canonical: ['message'],
  codecs: ['message'],
  'base-data': ['message'],
  validation: ['message', 'checked-yaml', 'base-data', 'codecs'],
  mapping: ['message', 'checked-yaml', 'base-data'],
  acknowledgements: ['message', 'base-data', 'codecs'],
  routing: ['message', 'checked-yaml'],
  journey: [
    'message',
    'canonical',
    'codecs',
    'base-data',
    'validation',
    'mapping',
    'acknowledgements',
    'routing',
  ],
  transport: ['message'],
  telemetry: ['message'],
  'http-signatures': [],
  certificates: [],
  channels: ['message', 'certificates'],
  conformance: ['message', 'checked-yaml', 'codecs', 'mapping', 'routing', 'journey'],
  configuration: [
    'conformance',
    'message',
    'checked-yaml',
    'canonical',
    'codecs',
    'base-data',
    'validation',
    'mapping',
    'routing',
    'channels',
    'journey',
  ],
  // the ports that it implements are the journey's
  journal: ['message', 'journey'],
  audit: ['journal'],
  partners: ['message', 'journal', 'audit'],
  customers: ['message', 'base-data', 'journal', 'journey'],
  transmissions: [],
  interfaces: [],
  // a reading of the customer store
  tracking: ['message', 'customers'],
  statistics: ['message', 'journey'],
  deliveries: ['message', 'channels', 'routing', 'journal', 'audit'],
  webhooks: ['message', 'routing', 'channels', 'journey', 'journal', 'audit', 'partners'],
  archive: ['message'],
  housekeeping: ['message', 'archive', 'routing', 'transport', 'journal', 'journey', 'partners'],
  runtime: [
    'conformance',
    'housekeeping',
    'message',
    'channels',
    'webhooks',
    'routing',
    'transport',
    'journal',
    'audit',
    'partners',
    'customers',
    'transmissions',
    'interfaces',
    'tracking',
    'statistics',
    'configuration',
    'journey',
    'base-data',
    'telemetry',
  ],
};

/** Frameworks and clients; a library that is not here has none of them. */
const mayUse: Readonly<Record<string, RegExp>> = {
  transport: /^(@nestjs\/.*|rxjs.*|amqplib)$/,
  journal: /^(@nestjs\/.*|typeorm)$/,
  audit: /^typeorm$/,
  partners: /^(@nestjs\/.*|typeorm)$/,
  deliveries: /^typeorm$/,
  housekeeping: /^typeorm$/,
  conformance: /^typeorm$/,
  interfaces: /^typeorm$/,
  transmissions: /^typeorm$/,
  tracking: /^typeorm$/,
  statistics: /^typeorm$/,
  customers: /^(@nestjs\/.*|typeorm)$/,
  webhooks: /^typeorm$/,
  telemetry: /^(@opentelemetry\/.*|pino|prom-client)$/,
  runtime: /^(@nestjs\/.*|typeorm|pg)$/,
};
const frameworks =
  /^(@nestjs\/|typeorm|rxjs|amqplib|pg$|fastify|@fastify\/|@opentelemetry\/|pino$|prom-client$)/;

const files = sourceFiles();
const code = files.filter(({ isSpec }) => !isSpec);
const inLibraries = code.filter(({ path }) => /^libs\/[^/]+\/src\//.test(path));
const roomOf = ({ path }: Pick<SourceFile, 'path'>): string => path.split('/')[1]!;
const librariesIn = ({ imports }: SourceFile): string[] =>
  imports.flatMap((specifier) => /^#libs\/([^/]+)/.exec(specifier)?.[1] ?? []);

describe('the rooms of the house', () => {
  it('are all in the table, and every line of the table is a room', () => {
    const rooms = new Set(inLibraries.map(roomOf));
    expect([...rooms].sort()).toEqual(Object.keys(mayImport).sort());
  });

  it('import only the rooms that the table names', () => {
    const wrong = inLibraries.flatMap((file) =>
      librariesIn(file)
        .filter((library) => !mayImport[roomOf(file)]!.includes(library))
        .map((library) => `${file.path} -> ${library}`),
    );
    expect(wrong).toEqual([]);
  });

  it('are entered by their index: by name from outside, by relative paths only inside', () => {
    const deep = files.flatMap(({ path, imports }) =>
      imports.filter((one) => /^#(libs|apps)\/[^/]+\/./.test(one)).map((one) => `${path} -> ${one}`),
    );
    const leaving = [...inLibraries, ...code.filter(({ path }) => path.startsWith('apps/'))].flatMap((file) =>
      file.relativeImports
        .filter((target) => !target.startsWith(`${file.path.split('/').slice(0, 2).join('/')}/`))
        .filter((target) => !isExampleDay(file, target))
        .map((target) => `${file.path} -> ${target}`),
    );
    expect([...deep, ...leaving]).toEqual([]);
  });

  it('have an index each', () => {
    const paths = new Set(files.map(({ path }) => path));
    expect(Object.keys(mayImport).filter((room) => !paths.has(`libs/${room}/src/index.ts`))).toEqual([]);
  });

  it('use frameworks and clients only where the table allows it', () => {
    const wrong = inLibraries.flatMap((file) =>
      file.imports
        .filter((one) => frameworks.test(one) && mayUse[roomOf(file)]?.test(one) !== true)
        .filter((one) => !(one.startsWith('@nestjs/') && file.path.endsWith('.module.ts')))
        .map((one) => `${file.path} -> ${one}`),
    );
    expect(wrong).toEqual([]);
  });

  it('know nothing of the apps; only the hub, which is made of the others, imports apps', () => {
    const wrong = code
      .filter(({ path }) => !/^(apps\/hub|test)\//.test(path))
      .flatMap(({ path, imports }) =>
        imports.filter((one) => /#apps\//.test(one)).map((one) => `${path} -> ${one}`),
      );
    expect(wrong).toEqual([]);
  });

  it('have no cycle among them, nor among their files', () => {
    const rooms = new Map(
      Object.keys(mayImport).map((room) => [
        room,
        inLibraries.filter((file) => roomOf(file) === room).flatMap(librariesIn),
      ]),
    );
    const byFile = new Map(code.map(({ path, relativeImports }) => [path, relativeImports]));
    expect(cyclesOf(rooms)).toEqual([]);
    expect(cyclesOf(byFile)).toEqual([]);
  });

  it('would notice a cycle', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['b']],
    ]);
    expect(cyclesOf(graph)).toEqual([['b', 'c', 'b']]);
  });
});

describe('files', () => {
  const sizes = code.map(({ lines }) => lines).sort((a, b) => a - b);

  it('of code have at most 350 lines, specs at most 400', () => {
    const large = files.filter(({ isSpec, lines }) => lines > (isSpec ? 400 : 350));
    expect(large.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  it('of code have at most 80 lines in the middle, and nine of ten at most 220', () => {
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(80);
    expect(sizes[Math.floor(sizes.length * 0.9)]).toBeLessThanOrEqual(220);
  });

  it('and folders are named in kebab-case, for what is in them', () => {
    const names = files.map(({ path }) => path).filter((path) => !/^[a-z0-9./-]+$/.test(path));
    const vague = foldersOf(files).filter((path) => /(^|\/)(utils?|common|shared|core|helpers?)$/.test(path));
    expect([...names, ...vague]).toEqual([]);
  });

  it('have no class that could be taken for a promise: whoever awaits one gets what its "then" makes of it', () => {
    const hasThen = /^ +(?:(?:public|protected|private|async) )*then\(/m;
    expect(files.filter(({ text }) => hasThen.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('of tests leave no test out', () => {
    const skipping =
      /\b(it|test|describe)\.(skip|todo|only|failing)\b|\b(xit|xtest|xdescribe|fit|fdescribe)\(/;
    expect(files.filter(({ isSpec, text }) => isSpec && skipping.test(text)).map(({ path }) => path)).toEqual(
      [],
    );
  });
});

/** The hub's example day comes from the simulators, which are tests' and people's alike. */
function isExampleDay({ path }: SourceFile, target: string): boolean {
  return path.startsWith('apps/hub/') && target === 'test/simulators/index.ts';
}
