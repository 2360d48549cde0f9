import { describe, expect, it } from '@jest/globals';
import { RecordStream } from './record-stream.js';

const line = Buffer.from('2611,LH000001,furniture,3\n'.repeat(1000));

function countedChunks(count: number): {
  chunks: AsyncGenerator<Uint8Array>;
  taken: () => number;
  isClosed: () => boolean;
} {
  let taken = 0;
  let isClosed = false;
  async function* give(): AsyncGenerator<Uint8Array> {
    try {
      for (; taken < count; taken++) yield line;
    } finally {
      isClosed = true;
    }
  }
  return { chunks: give(), taken: () => taken, isClosed: () => isClosed };
}

const stream = (chunks: AsyncIterable<Uint8Array>): RecordStream =>
  new RecordStream(chunks, undefined, { delimiter: ',', quote: '"', maxRecordBytes: 1000 });

describe('a stream of records', () => {
  it('never takes more than about 128 KB ahead of what has been used', async () => {
    const { chunks, taken } = countedChunks(60);
    let used = 0;
    for await (const record of stream(chunks).records()) {
      used += record.bytes.length;
      if (taken() * line.length - used > 131_072) throw new Error(`${taken()} chunks for ${used} bytes`);
    }
    expect(used).toBe(60 * line.length);
  });

  it('lets go of its source when nobody wants more', async () => {
    const { chunks, taken, isClosed } = countedChunks(60);
    for await (const record of stream(chunks).records()) {
      expect(record.line).toBe(1);
      break;
    }
    expect(taken()).toBeLessThan(5);
    expect(isClosed()).toBe(true);
  });

  it('hands on bytes that nothing else holds', async () => {
    const { chunks } = countedChunks(1);
    for await (const record of stream(chunks).records()) {
      expect(record.bytes.buffer.byteLength).toBeLessThan(100);
      break;
    }
  });

  it('passes on that its source has failed', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield line;
      throw new Error('connection lost');
    }
    const read = async (): Promise<void> => {
      for await (const record of stream(broken()).records()) expect(record.isCut).toBe(false);
    };
    await expect(read()).rejects.toThrow('connection lost');
  });
});
