import { contestant, workOf, type Contestant, type Work } from '../../measure/contestant.js';
import { loadPeer } from '../../peers/load-peer.js';

/** What is used of npm `node-x12`. */
interface Segment {
  readonly elements: readonly { readonly value: string }[];
}

interface Level {
  readonly header: Segment;
  readonly trailer: Segment;
}

interface Interchange extends Level {
  readonly functionalGroups: readonly (Level & {
    readonly transactions: readonly (Level & { readonly segments: readonly Segment[] })[];
  })[];
}

type Parser = new (isStrict: boolean) => { parse(edi: string): Interchange };

/** npm `node-x12`, strict and tolerant; a parser for each interchange, as its documentation has it. */
export function nodeX12Peer(): Contestant[] {
  const { X12Parser } = loadPeer<{ X12Parser: Parser }>('node-x12');
  const side = (name: string, isStrict: boolean): Contestant =>
    contestant(name, (bytes) => new X12Parser(isStrict).parse(bytes.toString('latin1')), workOfInterchange);
  return [side('node-x12: strict', true), side('node-x12: tolerant', false)];
}

function workOfInterchange(interchange: Interchange): Work {
  const segments = [
    ...ends(interchange),
    ...interchange.functionalGroups.flatMap((group) => [
      ...ends(group),
      ...group.transactions.flatMap((set) => [...ends(set), ...set.segments]),
    ]),
  ];
  return workOf(
    segments.length,
    segments.flatMap(({ elements }) => elements.map(({ value }) => value)),
  );
}

function ends({ header, trailer }: Level): Segment[] {
  return [header, trailer];
}
