import type { Issue } from '#libs/message';
import type { ElementValue } from '../edi/segment.js';
import { beforeSyntax4 } from '../edi/envelope-fault-codes.js';
import { codesOf } from '../edi/codes-of.js';
import type { FaultPlace } from '../edi/fault-place.js';

/** 0085 as the syntax version of the answer has it. */
export function errorCode(fault: Issue, version: string): string {
  const { contrl } = codesOf(fault);
  return version === '4' ? contrl : (beforeSyntax4[contrl] ?? contrl);
}

/** S011: element and component, and in syntax 4 the occurrence of a repeated element. */
export function elementPosition({ element, component, repetition }: FaultPlace, version: string): string[] {
  if (element === undefined) return [];
  const occurrence = version === '4' && repetition !== undefined && repetition > 1 ? String(repetition) : '';
  return [String(element), component === undefined ? '' : String(component), occurrence];
}

/**
 * 0085, the service segment (0013, in syntax 4 0135) and S011 of the one fault that UCI, UCF or UCM can tell. Other tags
 * than those of their own level are not for them to name.
 */
export function levelError(
  fault: Issue,
  place: FaultPlace,
  tags: readonly string[],
  version: string,
): ElementValue[] {
  const code = errorCode(fault, version);
  if (place.tag === undefined || !tags.includes(place.tag)) return [code];
  return [code, place.tag, elementPosition(place, version)];
}

/** The fault that a level tells when it can tell one only: the first that has a code of its own. */
export function mostExact(faults: readonly Issue[]): Issue | undefined {
  return faults.find((fault) => codesOf(fault).contrl !== '18') ?? faults[0];
}
