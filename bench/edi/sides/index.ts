import { SchemaLibrary } from '#libs/validation';
import type { Contestant } from '../../measure/contestant.js';
import { iftminInterchange } from '../../messages/iftmin.js';
import { x12Interchange } from '../../messages/x12-404.js';
import { bareSplitter } from './bare-splitter.js';
import { edifactPeer } from './edifact-peer.js';
import { nodeX12Peer } from './node-x12-peer.js';
import { ours } from './ours.js';
import { tsEdifactPeer } from './ts-edifact-peer.js';

export type Format = 'edifact' | 'x12';

/** All sides that read interchanges of one format, the bare splitter first. */
export function sidesOf(format: Format): Contestant[] {
  const schemas = new SchemaLibrary({ schemasRoot: 'schemas' });
  if (format === 'x12') {
    return [bareSplitter('~', '*', '\0'), ...ours('x12', 'x12/004010/404', schemas), ...nodeX12Peer()];
  }
  const own = ours('edifact', 'edifact/d96a/IFTMIN', schemas);
  return [bareSplitter("'", '+', ':'), ...own, ...edifactPeer(), ...tsEdifactPeer()];
}

/** A hundred different interchanges of one message each. */
export function messagesOf(format: Format): Buffer[] {
  const interchange = format === 'edifact' ? iftminInterchange : x12Interchange;
  return Array.from({ length: 100 }, (_, at) => interchange(1000 + at * 37));
}
