import type { KeyPath, SourceFile } from '#libs/checked-yaml';
import { issueLayers, type ConfigurationProblem } from '#libs/message';
import type { Partner, Recognition } from './agreement.js';
import { acknowledgementConnectionProblems } from './connection-problems.js';
import { eventProblems } from './event-grants.js';
import { partnerOf, type InboundPart, type PartnerFile } from './partner-file.js';
import { pathMistake } from './path-mistake.js';
import { versionProblems } from './version-problems.js';

/** The owner of what we show to all partners in the secret store: a partner that is called so would have all of it. */
const ourselves = 'own';

/** What the schema of a partner's file cannot say: repetitions, paths, and parts that do not go together. */
export function partnerProblems(
  file: PartnerFile,
  others: readonly Partner[],
  source: SourceFile,
): ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  if (others.some((other) => other.id === file.partner)) {
    const en = `The partner "${file.partner}" is there twice.`;
    problems.push(source.problem(['partner'], `合作方“${file.partner}”重复。`, en));
  }
  if (file.partner === ourselves) {
    const zh = `“${ourselves}”是我方自身密钥的归属名，不能作合作方标识；我方系统另取标识并写 kind: own`;
    const en = `"${ourselves}" is whose our own secrets are, and no partner's id; a system of our house has an id of its own, and kind: own`;
    problems.push(source.problem(['partner'], zh, en));
  }
  const inbound = placedInbound(file);
  for (const { part, at } of inbound) {
    const paths = [...(part.reference ?? []), part.senderId ?? []].flat();
    for (const mistake of paths.flatMap((path) => pathMistake(path) ?? [])) {
      problems.push(source.problemAtText(mistake.path, `路径有误：${mistake.message}`, mistake.message));
    }
    problems.push(...recognitionProblems(part, at, source), ...signatureProblems(part, at, source));
  }
  return [
    ...problems,
    ...versionProblems(inbound, source),
    ...acknowledgementConnectionProblems(partnerOf(file), source),
    ...eventProblems(partnerOf(file), source),
    ...ediProblems(file, source),
  ];
}

/** What the partner sends, each with its place in the file. */
function placedInbound({ agreements = [] }: PartnerFile): { part: InboundPart; at: KeyPath }[] {
  return agreements.flatMap((part, index) =>
    part.direction === 'outbound' ? [] : [{ part, at: ['agreements', index] }],
  );
}

const ofEdifact = ['message', 'directory', 'association'] as const;
const ofX12 = ['message', 'version', 'association'] as const;
const ofOthers = ['root', 'namespace', 'property'] as const;

function recognitionProblems(
  { recognise, tolerance }: InboundPart,
  place: KeyPath,
  source: SourceFile,
): ConfigurationProblem[] {
  const { format } = recognise;
  const known: readonly (keyof Recognition)[] =
    format === 'edifact' ? ofEdifact : format === 'x12' ? ofX12 : ofOthers;
  const at = [...place, 'recognise'];
  const problems = [...ofEdifact, ...ofX12, ...ofOthers]
    .filter((name, place, all) => all.indexOf(name) === place)
    .filter((name) => recognise[name] !== undefined && !known.includes(name))
    .map((name) => {
      const zh = `${format} 报文不能用“${name}”识别，可用：${known.join(', ')}`;
      return source.problem(
        [...at, name],
        zh,
        `${format} is not recognised by "${name}", but by ${known.join(', ')}`,
      );
    });
  if (isEdi(recognise) && recognise.message === undefined) {
    problems.push(
      source.problem(at, '缺少“message”（报文类型）', '"message", the type of the message, is missing'),
    );
  }
  for (const [code, severity] of Object.entries(tolerance ?? {})) {
    if (severity !== 'repair' || isEdi(recognise)) continue;
    const en = '"repair" is for EDIFACT and X12 only';
    problems.push(source.problem([...place, 'tolerance', code], '“repair”只用于 EDIFACT 和 X12', en));
  }
  return problems;
}

/** A signature is in XML, and what is wrong with it is never let pass. */
function signatureProblems(
  { recognise, signedBy, tolerance }: InboundPart,
  place: KeyPath,
  source: SourceFile,
): ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  if (signedBy !== undefined && recognise.format !== 'xml') {
    const en = '"signedBy" is for XML only';
    problems.push(source.problem([...place, 'signedBy'], '“signedBy”只用于 XML', en));
  }
  for (const code of Object.keys(tolerance ?? {}).filter((one) => one in issueLayers.signature)) {
    const en = `"${code}" cannot be tolerated: a signature that is wrong proves nothing`;
    problems.push(source.problem([...place, 'tolerance', code], `不能容忍“${code}”：签名有误即无效`, en));
  }
  return problems;
}

/** An interchange is cut, ordered and attributed by its envelope: `edi` says how, and an agreement cannot. */
function ediProblems(file: PartnerFile, source: SourceFile): ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  const recognitions = new Set<string>();
  for (const { part: agreement, at } of placedInbound(file)) {
    if (!isEdi(agreement.recognise)) continue;
    if (file.edi === undefined) {
      const en = 'the part "edi" of this file is missing: an EDI partner has an identity in its interchanges';
      problems.push(source.problem(at, '本文件缺少“edi”部分：EDI 合作方须有交换标识', en));
    }
    for (const name of ['batch', 'laneKey', 'senderId'] as const) {
      if (agreement[name] === undefined) continue;
      const en = `"${name}" is not for EDI: the part "edi" says it for the whole interchange`;
      problems.push(source.problem([...at, name], `EDI 协议不用“${name}”：由“edi”部分约定`, en));
    }
    const { message, directory, version, association } = agreement.recognise;
    if ((agreement.state ?? 'live') !== 'live') continue;
    const key = JSON.stringify([message, directory?.replace('.', '').toLowerCase(), version, association]);
    if (recognitions.has(key)) {
      const en = `"${agreement.id}" never applies: an agreement above it recognises the same messages`;
      problems.push(
        source.problem([...at, 'recognise'], `“${agreement.id}”不会生效：前面的协议已识别同样的报文`, en),
      );
    }
    recognitions.add(key);
  }
  return problems;
}

function isEdi({ format }: Recognition): boolean {
  return format === 'edifact' || format === 'x12';
}
