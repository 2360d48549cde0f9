import { describe, expect, it } from '@jest/globals';
import { Problems } from '../file/problems.js';
import type { MappingFunction, Parameters } from './mapping-function.js';
import { readParameters } from './read-parameters.js';
import { combiningFunctions, textFunctions } from './registry.js';

const all: readonly MappingFunction[] = [...textFunctions.values(), ...combiningFunctions.values()];

/** The example's parameters, with the declared defaults for the others. */
function complete(declared: MappingFunction, given: Parameters = {}): Parameters {
  const problems = new Problems('functions.yaml');
  const place = { line: 1, column: 1, keyPath: '' };
  const fields = Object.entries(given).map(([name, value]) => {
    const item = { kind: 'scalar' as const, value, text: String(value), quoted: false, ...place };
    return [name, { key: place, value: item }] as const;
  });
  const parameters = readParameters(declared, new Map(fields), place, problems);
  expect(problems.found).toEqual([]);
  return parameters;
}

describe('mapping functions', () => {
  it.each(all.map((declared) => [declared.name, declared] as const))(
    'do what their examples say: %s',
    (_, declared) => {
      expect(declared.examples.length).toBeGreaterThan(0);
      for (const example of declared.examples) {
        const parameters = complete(declared, example.with);
        const output =
          declared.kind === 'text' && 'input' in example
            ? declared.run(example.input, parameters)
            : declared.kind === 'combining' && 'inputs' in example
              ? declared.run(example.inputs, parameters)
              : 'an example of the wrong kind';
        expect(output).toBe(example.output);
      }
    },
  );

  it('have a summary in both languages and parameters that are all explained', () => {
    for (const { summary, parameters, shorthand } of all) {
      expect(summary.zh).toMatch(/\p{Script=Han}/u);
      expect(summary.en).not.toBe('');
      for (const { zh, en } of Object.values(parameters)) expect([zh, en]).not.toContain('');
      if (shorthand !== undefined) expect(Object.keys(parameters)).toContain(shorthand);
    }
  });
});
