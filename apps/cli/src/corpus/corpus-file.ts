import { Readable } from 'node:stream';
import { recognise } from '#libs/codecs';
import type { SchemaLibrary } from '#libs/validation';
import { ediFromJson } from '../edi/edi-json-reader.js';
import { EdiJsonWriter } from '../edi/edi-json-writer.js';
import { ediParts, isEdiFormat, type EdiFormat } from '../edi/edi-parts.js';
import { beginnings, damaged, seeded } from './damage.js';
import { examine } from './examination.js';

export interface CorpusOptions {
  readonly schemas: SchemaLibrary;
  /** Cut off at every byte up to here, then at so many other places. */
  readonly everyUpTo: number;
  readonly samples: number;
  /** Damaged copies of each file. */
  readonly damages: number;
  readonly seed: number;
}

export interface CorpusFile {
  readonly file: string;
  /** Absent when it is no EDI. */
  readonly format?: EdiFormat;
  readonly interchanges: number;
  readonly messages: number;
  /** By codec, part by part, and as JSON. */
  readonly isExact: boolean;
  readonly issues: Readonly<Record<string, number>>;
  readonly answers: number;
  readonly wrongAnswers: readonly string[];
  /** Inputs tried: the file, its beginnings, its damaged copies. */
  readonly inputs: number;
  readonly crashes: readonly string[];
  readonly ms: number;
}

const nothing = {
  interchanges: 0,
  messages: 0,
  isExact: true,
  issues: {},
  answers: 0,
  wrongAnswers: [],
  inputs: 1,
};
const mostTold = 20;

/** Everything that can be done with a file is done with it, with its beginnings and with damaged copies of it. */
export async function examineFile(
  file: string,
  bytes: Uint8Array,
  options: CorpusOptions,
): Promise<CorpusFile> {
  const started = performance.now();
  const { format } = recognise(bytes, {});
  const since = (): number => Math.round(performance.now() - started);
  if (!isEdiFormat(format)) return { file, ...nothing, crashes: [], ms: since() };
  const crashes: string[] = [];
  const trial = new Trial(format, options.schemas, crashes);
  const own = trial.run('file', bytes);
  const isStreamExact = await trial.stream(bytes);
  const random = seeded(options.seed);
  for (const part of beginnings(bytes, options.everyUpTo, options.samples, random)) {
    trial.run(`first ${part.length} bytes`, part);
  }
  for (let copy = 1; copy <= options.damages; copy++)
    trial.run(`damaged copy ${copy}`, damaged(bytes, random));
  const { answers = 0, messages = 0, issues = [], reports = [] } = own ?? {};
  const counts: Record<string, number> = {};
  for (const { code } of issues) counts[code] = (counts[code] ?? 0) + 1;
  return {
    file,
    format,
    interchanges: reports.length,
    messages,
    isExact: own?.isExact !== false && isStreamExact,
    issues: counts,
    answers,
    wrongAnswers: trial.wrongAnswers.slice(0, mostTold),
    inputs: trial.inputs,
    crashes: crashes.slice(0, mostTold),
    ms: since(),
  };
}

class Trial {
  inputs = 0;
  readonly wrongAnswers: string[] = [];

  constructor(
    private readonly format: EdiFormat,
    private readonly schemas: SchemaLibrary,
    private readonly crashes: string[],
  ) {}

  run(name: string, bytes: Uint8Array): ReturnType<typeof examine> | undefined {
    this.inputs += 1;
    try {
      const examined = examine(bytes, this.format, this.schemas);
      if (examined.document === undefined && examined.issues.length === 0) throw new Error('no answer');
      if (examined.isExact === false) throw new Error('not written as it was read');
      for (const wrong of examined.wrongAnswers) this.wrongAnswers.push(`${name}: ${wrong}`);
      return examined;
    } catch (error) {
      this.crashes.push(`${name}: ${told(error)}`);
      return undefined;
    }
  }

  /** Whether the parts of the file, and its JSON, are the same bytes again. */
  async stream(bytes: Uint8Array): Promise<boolean> {
    try {
      const parts: Uint8Array[] = [];
      const lines: string[] = [];
      const writer = new EdiJsonWriter();
      for await (const part of ediParts(chunksOf(bytes), this.format)) {
        parts.push(part.bytes);
        if (part.bytes.length > 0) lines.push(`${JSON.stringify(writer.line(part))}\n`);
      }
      const again: Uint8Array[] = [];
      for await (const piece of ediFromJson(Readable.from(lines.map((line) => Buffer.from(line)))))
        again.push(piece);
      return Buffer.concat(parts).equals(bytes) && Buffer.concat(again).equals(bytes);
    } catch (error) {
      this.crashes.push(`stream: ${told(error)}`);
      return false;
    }
  }
}

function told(error: unknown): string {
  return error instanceof Error
    ? (error.stack ?? error.message).split('\n').slice(0, 2).join(' ')
    : String(error);
}

const chunkBytes = 1000;

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}
