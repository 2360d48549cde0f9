import type { BusinessKey } from '../outcome.js';

/** Types of the keys by which files and messages are found by the references of their envelopes. */
export const referenceKeyTypes = ['control-reference', 'message-reference'] as const;

const longest = 200;

/** A key that the journal can look up, whatever stood in the envelope. */
export function referenceKey(type: (typeof referenceKeyTypes)[number], reference: string): BusinessKey {
  return { type, value: reference.slice(0, longest).replaceAll('\0', '') };
}
