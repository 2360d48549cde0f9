import { childrenOf, onlyElement, tags } from './ber.js';
import { objectIdentifier } from './der.js';
import { contentTypes } from './object-identifiers.js';

/** What a CMS structure is, by the names of `smime-type` (RFC 8551 section 3.2.2). */
export type CmsKind = 'signed-data' | 'enveloped-data' | 'authenveloped-data' | 'compressed-data';

const kinds: readonly (readonly [CmsKind, string])[] = [
  ['signed-data', contentTypes.signed],
  ['enveloped-data', contentTypes.enveloped],
  ['authenveloped-data', contentTypes.authEnveloped],
  ['compressed-data', contentTypes.compressed],
];

/** By its content type; undefined when it is no CMS structure, or none that is known here. */
export function cmsKindOf(bytes: Buffer | undefined): CmsKind | undefined {
  if (bytes === undefined) return undefined;
  try {
    const [type] = childrenOf(onlyElement(bytes, tags.sequence));
    return kinds.find(([, oid]) => type?.bytes.equals(objectIdentifier(oid)))?.[0];
  } catch {
    // damaged; whoever opens it says what is wrong
    return undefined;
  }
}
