import { simulateDay } from '../../test/simulators/index.js';

/** Bytes of one order and where its two numbers stand, so that every copy of it can be another order. */
interface Template {
  readonly bytes: Buffer;
  /** Where the last eight digits of the message reference (BWBH) begin. */
  readonly referenceAt: number;
  /** Where the last nine digits of the order number (DDH) begin. */
  readonly orderAt: number;
}

const referenceDigits = 8;
const orderDigits = 9;

/**
 * Distinct key-account orders of 2 KB, GB18030 XML: the correct ones of simulated days, each with a remark that fills it
 * up. The n-th order is always the same.
 */
export class Orders {
  private readonly templates: readonly Template[];

  constructor(readonly sizeBytes = 2048) {
    const { transmissions } = simulateDay({ seed: 4711 }, ['sys-1']);
    this.templates = transmissions['sys-1']
      .filter(({ expectation }) => expectation.verdict === 'accepted' && expectation.fault === undefined)
      .map(({ bytes }) => Buffer.from(bytes))
      .filter((bytes) => bytes.includes('<KHDD>'))
      .map((bytes) => templateOf(filled(bytes, sizeBytes)));
    if (this.templates.length < 100) throw new Error('the simulated day has too few orders');
  }

  /** @param n from 0 to 99,999,999 */
  nth(n: number): Buffer {
    const { bytes, referenceAt, orderAt } = this.templates[n % this.templates.length]!;
    const order = Buffer.from(bytes);
    order.write(String(n).padStart(referenceDigits, '0'), referenceAt, 'latin1');
    order.write(String(n).padStart(orderDigits, '0'), orderAt, 'latin1');
    return order;
  }
}

function templateOf(bytes: Buffer): Template {
  return {
    bytes,
    referenceAt: bytes.indexOf('</BWBH>') - referenceDigits,
    orderAt: bytes.indexOf('</DDH>') - orderDigits,
  };
}

/** Remarks have at most 200 characters, which GB18030 writes in two bytes each; blanks before the end tag do the rest. */
function filled(bytes: Buffer, sizeBytes: number): Buffer {
  const end = bytes.lastIndexOf('</DD>');
  const remarkBytes = Math.max(2, Math.min(400, sizeBytes - bytes.byteLength - 20));
  const sand = Buffer.from([0xc9, 0xb3]); // 沙, as GB18030
  const remark = Buffer.concat([
    Buffer.from('<BZSM>'),
    Buffer.alloc(remarkBytes - (remarkBytes % 2), sand),
    Buffer.from('</BZSM>'),
  ]);
  const blanks = Buffer.alloc(Math.max(0, sizeBytes - bytes.byteLength - remark.byteLength), ' ');
  return Buffer.concat([bytes.subarray(0, end), remark, blanks, bytes.subarray(end)]);
}
