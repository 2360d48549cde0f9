import { describe, expect, it } from '@jest/globals';
import { openNode, valueNode, type DocumentNode } from '#libs/message';
import type { OutgoingMessage } from '#libs/journey';
import { cut, damaged } from './damaged.js';

const outgoing = (format: 'xml' | 'json', text: string): OutgoingMessage =>
  ({
    destination: { format, charset: 'utf-8' },
    bytes: Buffer.from(text),
    issues: [],
  }) as unknown as OutgoingMessage;
const textOf = ({ bytes }: OutgoingMessage): string => Buffer.from(bytes!).toString();
const segment = (name: string, ...values: string[]): DocumentNode => {
  const node = openNode('object', name);
  node.children.push(...values.map((value, index) => valueNode(String(index), value, 'string', node)));
  return node;
};

describe('a message that is made wrong', () => {
  it('lacks an element or a property wherever it stands, and has all the others', () => {
    const xml = outgoing('xml', '<a xmlns="urn:a"><b>1</b><c><b>2</b><d x="3">4</d></c></a>');
    expect(textOf(damaged(xml, { without: 'b' }))).toMatch(
      /<a xmlns="urn:a">\s*<c>\s*<d x="3">4<\/d>\s*<\/c>\s*<\/a>/,
    );
    const json = outgoing('json', '{"a":{"b":1.10,"c":[{"b":2,"d":true}]}}');
    expect(textOf(damaged(json, { without: 'b' })).replace(/\s/g, '')).toBe('{"a":{"c":[{"d":true}]}}');
  });

  it('breaks off behind the middle', () => {
    expect(textOf(damaged(outgoing('json', '{"a":12345}'), { isCut: true }))).toBe('{"a":1');
    expect(cut(Buffer.from('0123456789'))).toHaveLength(6);
  });

  it('lacks a segment, and its trailer counts what is left', () => {
    const messages = [
      [segment('UNH', '1'), segment('BGM', '23'), segment('CNI', '1'), segment('UNT', '4', '1')],
    ];
    const one = { destination: { format: 'edifact' }, interchange: { messages }, issues: [] };
    const { interchange } = damaged(one as unknown as OutgoingMessage, { without: 'BGM' });
    expect(interchange!.messages[0]!.map(({ name }) => name)).toEqual(['UNH', 'CNI', 'UNT']);
    expect(interchange!.messages[0]!.at(-1)!.children.map(({ text }) => text)).toEqual(['3', '1']);
  });

  it('is as it was when nothing is to be wrong', () => {
    const right = outgoing('json', '{"a":1}');
    expect(damaged(right, {})).toEqual(right);
  });
});
