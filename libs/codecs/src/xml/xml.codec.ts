import { issue } from '#libs/message';
import { decodeText } from '../charset/decode-text.js';
import { requireCharset } from '../charset/encode-text.js';
import type { Codec } from '../codec.js';
import { emptyInput } from '../empty-input.js';
import { startsWith } from '../starts-with.js';
import { declaredEncoding } from './declared-encoding.js';
import { xmlExamples } from './xml-examples.js';
import { XmlReader } from './reader.js';
import { XmlWriter } from './writer.js';
import { xmlOptionsSchema, type XmlOptions } from './xml-options.js';

/** XML 1.0 with namespaces, in any charset, declared or not. A document type is refused, so nothing can expand. */
export const xmlCodec: Codec<XmlOptions> = {
  name: 'xml',
  summary: {
    zh: 'XML 1.0，支持命名空间；字符集按声明或自动识别；拒绝 DOCTYPE。',
    en: 'XML 1.0 with namespaces; charset as declared or recognised; DOCTYPE is refused.',
  },
  optionsSchema: xmlOptionsSchema,
  recognises: (head) => startsWith(head, '<'),
  decode(bytes, options = {}) {
    const empty = emptyInput(bytes);
    if (empty !== undefined) return empty;
    const { text, charset, issues } = decodeText(bytes, declaredEncoding(bytes) ?? options.charset);
    const reader = new XmlReader(text, options);
    const root = reader.read();
    const all = [...issues, ...reader.issues];
    return root === undefined ? { issues: all } : { document: { format: 'xml', charset, root }, issues: all };
  },
  encode(document, options = {}) {
    const charset = requireCharset(options.charset ?? document.charset);
    const name = document.root.name || options.rootName;
    if (name === undefined) {
      const missing = issue('name-not-allowed', {}, { value: '', expected: 'XML' });
      return { bytes: new Uint8Array(), issues: [missing] };
    }
    return new XmlWriter(document, charset, options).write();
  },
  examples: xmlExamples,
};
