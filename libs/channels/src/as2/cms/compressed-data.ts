import { deflate, inflate } from 'node:zlib';
import { promisify } from 'node:util';
import { faultUnless, TransmissionFault } from '../transmission-fault.js';
import { childrenOf, expectTag, octetsOf, onlyElement, tags } from './ber.js';
import { algorithm, der, objectIdentifier, smallInteger } from './der.js';
import { contentTypes, zlibCompress } from './object-identifiers.js';

const deflated = promisify<Uint8Array, Buffer>(deflate);
const inflated = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflate);

/** CompressedData (RFC 3274) in DER. */
export async function compress(content: Uint8Array): Promise<Buffer> {
  const octets = der(tags.octets, await deflated(content));
  const info = der(tags.sequence, objectIdentifier(contentTypes.data), der(tags.context0, octets));
  const data = der(tags.sequence, smallInteger(0), algorithm(zlibCompress), info);
  return der(tags.sequence, objectIdentifier(contentTypes.compressed), der(tags.context0, data));
}

/** What was compressed; inflating ends as soon as it passes `maxBytes`. @throws TransmissionFault */
export async function decompress(bytes: Buffer, maxBytes: number): Promise<Buffer> {
  const fault = (detail: string): TransmissionFault => new TransmissionFault('decompression-failed', detail);
  const octets = faultUnless('decompression-failed', 'the compressed structure cannot be read', () => {
    const [type, explicit] = childrenOf(onlyElement(bytes, tags.sequence));
    if (!type?.bytes.equals(objectIdentifier(contentTypes.compressed))) throw fault('no CompressedData');
    const [, method, info] = childrenOf(onlyElement(expectTag(explicit, tags.context0).body, tags.sequence));
    const [named] = childrenOf(expectTag(method, tags.sequence));
    if (!named?.bytes.equals(objectIdentifier(zlibCompress))) throw fault('it is not compressed with zlib');
    const [, content] = childrenOf(expectTag(info, tags.sequence));
    return octetsOf(onlyElement(expectTag(content, tags.context0).body));
  });
  try {
    return await inflated(octets, { maxOutputLength: maxBytes });
  } catch (error) {
    const isTooLarge = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    throw fault(isTooLarge ? `it is larger than ${maxBytes} bytes` : 'it cannot be inflated');
  }
}
