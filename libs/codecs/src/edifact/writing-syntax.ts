import type { DocumentNode } from '#libs/message';
import type { EdiSeparators, EdiSyntax } from '../edi/edi-syntax.js';
import type { EdifactOptions } from './edifact-options.js';
import { agreedCharset } from './interchange-source.js';
import { defaultServiceString, levelBSeparators, serviceCharacters } from './separators.js';
import { levelOf } from './syntax-levels.js';

/** Whether the options ask for something else than the bytes that were read. */
export function isRewritten(options: EdifactOptions, read: EdiSyntax | undefined): boolean {
  const { level, version, separators, una, lineBreak, charset } = options;
  const isSyntax = [level, version, separators, una, lineBreak].some((one) => one !== undefined);
  return isSyntax || (charset !== undefined && agreedCharset(charset) !== read?.charset);
}

/**
 * The syntax to write in: of the options, else of UNB, else as it was read.
 * @throws Error when the separators of the options cannot be told from each other or from data
 */
export function writingSyntax(
  segments: readonly DocumentNode[],
  options: EdifactOptions,
  read: EdiSyntax | undefined,
  documentCharset: string,
): EdiSyntax {
  const [level, version] = declaredSyntax(segments);
  const writtenLevel = options.level ?? level ?? read?.level;
  const writtenVersion =
    options.version ?? /^[1-4]$/.exec(version ?? '')?.[0] ?? (version === 'X' ? '4' : read?.version);
  const own = { level: writtenLevel, version: writtenVersion ?? '3' };
  const separators = writingSeparators(own.version, options, read);
  const isLevelKept = options.level === undefined || options.level === read?.level;
  const charset =
    options.charset === undefined
      ? ((isLevelKept ? read?.charset : undefined) ?? levelOf(own.level)?.charset ?? documentCharset)
      : agreedCharset(options.charset);
  return { ...own, separators, decimalMarks: read?.decimalMarks ?? '.,', charset, lead: '' };
}

function writingSeparators(
  version: string,
  options: EdifactOptions,
  read: EdiSyntax | undefined,
): EdiSeparators {
  const base = serviceCharacters(defaultServiceString, version, false).separators;
  const hadRelease = read === undefined || read.separators.release !== undefined || version === '4';
  const own = { ...base, ...definedOf(read?.separators), ...definedOf(options.separators) };
  const release = hadRelease || options.separators?.release !== undefined ? own.release : undefined;
  const repetition = version === '4' ? own.repetition : undefined;
  const separators: EdiSeparators = { ...own, release, repetition };
  const characters = Object.values<string | undefined>({ ...separators }).filter((one) => one !== undefined);
  if (
    new Set(characters).size !== characters.length ||
    characters.some((one) => /[A-Za-z0-9 ]|[^]{2}/.test(one))
  ) {
    throw new Error(`"${characters.join('')}" cannot be the separators of an interchange`);
  }
  return separators;
}

function definedOf(separators: Partial<EdiSeparators> | undefined): Partial<EdiSeparators> {
  return Object.fromEntries(Object.entries(separators ?? {}).filter((entry) => entry[1] !== undefined));
}

function declaredSyntax(segments: readonly DocumentNode[]): (string | undefined)[] {
  const unb = segments.find(({ name }) => name === 'UNB');
  const identifier = unb?.children.find(({ name }) => name === '01');
  return ['01', '02'].map((name) => identifier?.children.find((component) => component.name === name)?.text);
}

/** What to write in front of a segment that may begin an interchange: UNA or nothing. */
export function unaOf(
  segment: DocumentNode,
  syntax: EdiSyntax,
  options: EdifactOptions,
  read: EdiSyntax | undefined,
): string {
  const { separators, version, decimalMarks } = syntax;
  const base = serviceCharacters(defaultServiceString, version, false).separators;
  const isDefault =
    sameSeparators(separators, base) || (version !== '4' && sameSeparators(separators, levelBSeparators));
  const isWanted = options.una ?? (segment.name === 'UNB' && (!isDefault || /UNA/.test(read?.lead ?? '')));
  if (!isWanted) return '';
  const { component, element, release = ' ', repetition = ' ', segment: terminator } = separators;
  const decimal = decimalMarks === ',' ? ',' : '.';
  return `UNA${component}${element}${decimal}${release}${repetition}${terminator}${options.lineBreak ?? ''}`;
}

function sameSeparators(one: EdiSeparators, other: EdiSeparators): boolean {
  const names = ['segment', 'element', 'component', 'repetition', 'release'] as const;
  return names.every((name) => one[name] === other[name]);
}
