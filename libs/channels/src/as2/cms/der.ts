import { AsnConvert } from '@peculiar/asn1-schema';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';

/** One element of DER (X.690 section 10) around what is given. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const length = contents.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return Buffer.concat([Buffer.of(tag), lengthOctets(length), ...contents]);
}

/** The elements of a SET OF, in the order that DER wants. */
export function inSetOrder(elements: readonly Buffer[]): Buffer[] {
  return [...elements].sort((a, b) => Buffer.compare(a, b));
}

/** A value of the ASN.1 library in DER. */
export function serialised(value: object): Buffer {
  return Buffer.from(AsnConvert.serialize(value));
}

export function objectIdentifier(dotted: string): Buffer {
  // the first member of an algorithm identifier without parameters
  return serialised(new AlgorithmIdentifier({ algorithm: dotted })).subarray(2);
}

export function smallInteger(value: number): Buffer {
  return Buffer.of(0x02, 1, value);
}

const nothing = Buffer.of(0x05, 0x00);

/** An AlgorithmIdentifier; `parameters` are DER, `null` is NULL and undefined leaves them out. */
export function algorithm(dotted: string, parameters?: Uint8Array | null): Buffer {
  const last = parameters === null ? nothing : (parameters ?? Buffer.alloc(0));
  return der(0x30, objectIdentifier(dotted), last);
}

function lengthOctets(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  const octets = Buffer.alloc(6);
  octets.writeUIntBE(length, 0, 6);
  const size = Math.ceil(length.toString(16).length / 2);
  return Buffer.concat([Buffer.of(0x80 | size), octets.subarray(6 - size)]);
}
