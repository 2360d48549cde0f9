import { createReadStream, readFileSync } from 'node:fs';
import { codecFor, type Part } from '#libs/codecs';
import type { Document } from '#libs/message';
import { SchemaLibrary } from '#libs/validation';
import { loadPeer } from '../../peers/load-peer.js';
import { split } from '../sides/bare-splitter.js';
import { newParser, newValidator } from '../sides/edifact-peer.js';
import { readAll } from '../sides/ours.js';
import { newReader } from '../sides/ts-edifact-peer.js';

export type Format = 'edifact' | 'x12';

/** What a side has found in the file; absent what it does not tell apart. */
export interface Found {
  messages?: number;
  segments?: number;
}

type Side = (file: string, format: Format) => Promise<Found>;

/** Sides by name; whoever can reads the file as a stream. */
export const sides: Readonly<Record<Format, Readonly<Record<string, Side>>>> = {
  edifact: {
    'bare splitter, as a stream': bareSplitter,
    'ours: split': ours(() => 0),
    'ours: split, decode': ours((part) => decode(part, 'edifact').root.children.length),
    'ours: split, decode, every element read': ours((part) => elementsRead(decode(part, 'edifact'))),
    'ours: split, decode, structure, elements, codes': ours(validated('edifact', 'edifact/d96a/IFTMIN')),
    'edifact: Parser': edifact(false),
    'edifact: Parser + Validator': edifact(true),
    'ts-edifact: Reader, the file as one text': tsEdifact,
  },
  x12: {
    'bare splitter, as a stream': bareSplitter,
    'ours: split': ours(() => 0),
    'ours: split, decode': ours((part) => decode(part, 'x12').root.children.length),
    'ours: split, decode, every element read': ours((part) => elementsRead(decode(part, 'x12'))),
    'ours: split, decode, structure, elements, codes': ours(validated('x12', 'x12/004010/404')),
    'node-x12: strict, as a stream': nodeX12(true),
    'node-x12: tolerant, as a stream': nodeX12(false),
  },
};

async function bareSplitter(file: string, format: Format): Promise<Found> {
  const [segment, element, component] = format === 'edifact' ? "'+:" : '~*\0';
  const separators = [segment, element, component].map((one) => one!.charCodeAt(0));
  let segments = 0;
  let rest = '';
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    const text = rest + chunk.toString('latin1');
    const end = text.lastIndexOf(segment!) + 1;
    segments += split(text.slice(0, end), [separators[0]!, separators[1]!, separators[2]!]).length;
    rest = text.slice(end);
  }
  return { segments };
}

/** @param work on one message; gives its segments, or 0 */
function ours(work: (part: Part) => number): Side {
  return async (file, format) => {
    let [messages, segments] = [0, 0];
    for await (const part of codecFor(format).split!(createReadStream(file))) {
      if (part.issues.length > 0) throw new Error(JSON.stringify(part.issues));
      if (part.sequence === 0) continue;
      messages++;
      segments += work(part);
    }
    return segments === 0 ? { messages } : { messages, segments: segments + (format === 'x12' ? 4 : 2) };
  };
}

function decode({ bytes, context }: Part, format: Format): Document {
  const { document, issues } = codecFor(format).decode(bytes, context);
  if (document === undefined || issues.length > 0) throw new Error(JSON.stringify(issues));
  return document;
}

function elementsRead(document: Document): number {
  readAll(document);
  return document.root.children.length;
}

function validated(format: Format, schema: string): (part: Part) => number {
  const schemas = new SchemaLibrary({ schemasRoot: 'schemas' });
  return (part) => {
    const document = decode(part, format);
    const issues = schemas.validate(document, schema);
    if (issues.length > 0) throw new Error(JSON.stringify(issues));
    return document.root.children.length;
  };
}

function edifact(isValidating: boolean): Side {
  return async (file) => {
    const parser = newParser(isValidating ? newValidator() : undefined);
    let segments = 0;
    parser.onopensegment = (): void => void segments++;
    parser.onelement = parser.onclosesegment = (): void => undefined;
    parser.oncomponent = (): void => undefined;
    for await (const chunk of createReadStream(file, 'latin1') as AsyncIterable<string>) parser.write(chunk);
    parser.end();
    return { segments };
  };
}

async function tsEdifact(file: string): Promise<Found> {
  return { segments: newReader().parse(readFileSync(file, 'latin1')).length };
}

function nodeX12(isStrict: boolean): Side {
  return async (file) => {
    const { X12Parser } = loadPeer<{ X12Parser: new (isStrict: boolean) => NodeJS.ReadWriteStream }>(
      'node-x12',
    );
    let segments = 0;
    for await (const segment of createReadStream(file).pipe(new X12Parser(isStrict))) {
      if (segment !== undefined) segments++;
    }
    return { segments };
  };
}
