import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import { fromXmlDocument, loadCanonicalMessages } from '#libs/canonical';
import { toPlainValue } from '#libs/message';
import { BothForms } from './both-forms.js';
import { mutated, mutations } from './mutations.js';
import { seeded } from './random.js';
import { validInstance } from './valid-instance.js';

const models = [...loadCanonicalMessages(join(import.meta.dirname, '../../schemas')).values()];
const seed = Number(process.env.SEED ?? 1);
const validCount = 100;
const mutatedCount = 15;

describe.each(models.map((model) => [model.name, model] as const))('the two forms of %s', (_name, model) => {
  const forms = new BothForms(model);
  afterAll(() => forms.dispose());

  it('accept every valid instance, and the way through XML changes nothing', () => {
    const random = seeded(seed);
    const faults: unknown[] = [];
    for (let count = 0; count < validCount; count += 1) {
      const instance = validInstance(model, random);
      const xml = forms.xmlOf(instance);
      const back = toPlainValue(fromXmlDocument(xml, model).root);
      const verdicts = { json: forms.acceptsJson(instance), xml: forms.acceptsXml(xml) };
      const same = isDeepStrictEqual(back, withoutEmptyLists(instance));
      if (!verdicts.json || !verdicts.xml || !same) faults.push({ instance, ...verdicts, same });
    }
    expect(faults).toEqual([]);
  });

  it.each(mutations.map((mutation) => [mutation.name, mutation] as const))(
    'agree about: %s',
    (_kind, mutation) => {
      const random = seeded(seed + 7);
      const faults: unknown[] = [];
      for (let count = 0; count < mutatedCount; count += 1) {
        const instance = mutated(model, validInstance(model, random), mutation, random);
        if (instance === undefined) continue;
        const xml = forms.xmlOf(instance);
        const json = forms.acceptsJson(instance);
        const expected = mutation.verdict === undefined ? json : mutation.verdict === 'accepted';
        const back = forms.acceptsJson(toPlainValue(fromXmlDocument(xml, model).root));
        const verdicts = { json, xml: forms.acceptsXml(xml), back };
        if (Object.values(verdicts).some((verdict) => verdict !== expected))
          faults.push({ instance, ...verdicts });
      }
      expect(faults).toEqual([]);
    },
  );

  it('refuse a member that they do not know', () => {
    const random = seeded(seed);
    const instance = { ...validInstance(model, random), surprise: 'x' };
    expect(forms.acceptsJson(instance)).toBe(false);
    expect(forms.acceptsXml(forms.xmlOf(instance))).toBe(false);
  });
});

describe('the mutations', () => {
  const random = seeded(seed);
  const instances = models.flatMap((model) =>
    Array.from({ length: 20 }, () => ({ model, instance: validInstance(model, random) })),
  );

  it.each(mutations.map((mutation) => [mutation.name, mutation] as const))(
    'find a place: %s',
    (_kind, mutation) => {
      const changed = instances.map(({ model, instance }) => mutated(model, instance, mutation, random));
      expect(changed.filter((instance) => instance !== undefined).length).toBeGreaterThan(10);
    },
  );
});

/** An empty list and none are the same in XML. */
function withoutEmptyLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmptyLists);
  if (typeof value !== 'object' || value === null) return value;
  const filled = Object.entries(value).filter(([, member]) => !Array.isArray(member) || member.length > 0);
  return Object.fromEntries(filled.map(([name, member]) => [name, withoutEmptyLists(member)]));
}
