import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contestant, type Contestant } from '../../measure/contestant.js';
import { loadPeer, peerFile } from '../../peers/load-peer.js';
import { workOfSegments } from './edifact-peer.js';

/** What is used of npm `ts-edifact`. */
interface Reader {
  parse(document: string): { readonly name: string; readonly elements: string[][] }[];
}

/**
 * npm `ts-edifact`, its Reader with the definitions of IFTMIN that come with it: a reader for each message, as its
 * documentation has it, and one reader for all messages, whose results are taken out after each.
 */
export function tsEdifactPeer(): Contestant[] {
  const definitions = definitionsFolder();
  const kept = newReader(definitions);
  return [
    contestant(
      'ts-edifact: a Reader each',
      (bytes) => newReader(definitions).parse(bytes.toString('latin1')),
      workOfSegments,
    ),
    contestant(
      'ts-edifact: one Reader',
      (bytes) => kept.parse(bytes.toString('latin1')).splice(0),
      workOfSegments,
    ),
  ];
}

export function newReader(definitions = definitionsFolder()): Reader {
  const { Reader: TsReader } = loadPeer<{ Reader: new (definitions: string) => Reader }>('ts-edifact');
  return new TsReader(definitions);
}

/** Its definitions of IFTMIN under the name of the directory that the messages are of, so that it does not warn of each. */
function definitionsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bianzu-bench-'));
  for (const table of ['segments', 'elements']) {
    const file = peerFile(`ts-edifact/lib/messageSpec/IFTMIN.${table}.json`);
    copyFileSync(file, join(folder, `D96A_IFTMIN.${table}.json`));
  }
  return folder;
}
