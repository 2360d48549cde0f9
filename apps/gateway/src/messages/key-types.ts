import { didYouMean } from '#libs/checked-yaml';
import type { Configuration } from '#libs/configuration';
import { referenceKeyTypes } from '#libs/journey';
import { faultWords, problem } from '../problem.js';

/**
 * A key of a type that no message can have finds nothing, and who mistyped it would take that for an answer.
 * @throws problem `bad-request` with the types that there are
 */
export function demandKeyType(type: string, { canonicalTypes }: Pick<Configuration, 'canonicalTypes'>): void {
  const ofMessages = canonicalTypes.flatMap(({ model }) => model.keys.map((key) => key.type));
  const known = [...new Set([...ofMessages.sort(), ...referenceKeyTypes])];
  if (known.includes(type)) return;
  const meant = didYouMean(type, known);
  const list = known.join(', ');
  const words = faultWords(
    `没有“${type}”这种业务键，${meant === undefined ? `可用：${list}` : `是否应为“${meant}”？`}`,
    `there is no business key "${type}"; ${meant === undefined ? `known are ${list}` : `did you mean "${meant}"?`}`,
  );
  throw problem('bad-request', { parameter: 'key', errors: [{ parameter: 'key', ...words }] });
}
