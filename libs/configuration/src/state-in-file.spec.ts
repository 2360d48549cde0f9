import { describe, expect, it } from '@jest/globals';
import { configurationFiles, fileWithState, partnerPlace, type ConfigurationFiles } from './index.js';

const files: ConfigurationFiles = configurationFiles(
  new Map(
    Object.entries({
      'agreements/first.yaml': `partner: a
agreements:
  # orders
  - id: order # of goods
    version: 1
  - { id: order, version: 2, state: draft, recognise: { format: xml } }
  - id: order
    direction: outbound
    state: 'live' # since spring
`,
      'agreements/routes.yaml': 'destinations:\n  - { id: out, partner: a, channel: amqp }\n',
    }).map(([place, text]) => [place, { sha256: text, bytes: Buffer.from(text) }] as const),
  ),
);
const order = { direction: 'inbound', partner: 'a', id: 'order', version: 1 } as const;

/** The lines that are others, or more, than before. */
function changed(agreement: Parameters<typeof fileWithState>[1]): string[] | undefined {
  const found = fileWithState(files, agreement, 'ended');
  if (found === undefined) return undefined;
  const before = Buffer.from(files.files.get(found.place)!.bytes).toString().split('\n');
  const after = found.text.split('\n');
  return after.filter((line) => !before.includes(line));
}

describe('the state in a file', () => {
  it('is put where it belongs, and nothing else is touched', () => {
    expect(changed(order)).toEqual(['    state: ended']);
    expect(changed({ ...order, version: 2 })).toEqual([
      '  - { id: order, version: 2, state: ended, recognise: { format: xml } }',
    ]);
    expect(changed({ ...order, direction: 'outbound' })).toEqual(['    state: ended # since spring']);
    expect(changed({ ...order, direction: 'outbound', id: 'out' })).toEqual([
      '  - { id: out, state: ended, partner: a, channel: amqp }',
    ]);
  });

  it('is not to be found for an agreement that there is not', () => {
    expect(changed({ ...order, version: 3 })).toBeUndefined();
    expect(changed({ ...order, partner: 'b' })).toBeUndefined();
    expect(partnerPlace(files, 'a')).toBe('agreements/first.yaml');
    expect(partnerPlace(files, 'b')).toBeUndefined();
  });
});
