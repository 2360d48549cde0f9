import type { SettledOutcome, StageName } from '#libs/journey';
import { issueLayers, type IssueCode } from '#libs/message';

export type DecidingStage = StageName | 'commit';

const stageOfLayer: Readonly<Record<keyof typeof issueLayers, DecidingStage>> = {
  syntax: 'decode',
  edi: 'decode',
  'edi-message': 'validate',
  structure: 'validate',
  codes: 'validate',
  mapping: 'map',
  signature: 'validate',
  journey: 'validate',
};

/** Codes that another stage finds than the rest of their layer. */
const exceptions: Readonly<Partial<Record<IssueCode, DecidingStage>>> = {
  'sender-unknown': 'identify',
  'agreement-missing': 'identify',
  'reference-repeated': 'commit',
  'reference-conflict': 'commit',
};

const stageOfCode = new Map<string, DecidingStage>(
  Object.entries(issueLayers).flatMap(([layer, texts]) =>
    Object.keys(texts).map((code) => [code, stageOfLayer[layer as keyof typeof issueLayers]] as const),
  ),
);

/** Where the verdict on a message was found; an accepted message has passed all of them. */
export function decidingStage({ reason }: Pick<SettledOutcome, 'reason'>): DecidingStage {
  if (reason === undefined) return 'commit';
  return exceptions[reason] ?? stageOfCode.get(reason) ?? 'validate';
}
