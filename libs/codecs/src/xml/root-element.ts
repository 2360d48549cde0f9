export interface RootElement {
  /** Local name. */
  readonly name: string;
  readonly namespace?: string;
  /** Whether the start tag ends within the text: if not, there may be more to it. */
  readonly isWhole: boolean;
}

const attribute = /\s*([^\s=/>"'<]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const tagEnd = /\s*\/?>/y;
const tagName = /<([^\s/>!?<]+)/y;

/** The root element of XML of which perhaps only the beginning is there; its well-formedness is not looked at. */
export function rootElementOf(text: string): RootElement | undefined {
  tagName.lastIndex = behindProlog(text);
  const tag = tagName.exec(text);
  if (tag === null) return undefined;
  const [prefix, name] = tag[1]!.includes(':') ? tag[1]!.split(':', 2) : ['', tag[1]];
  const declaration = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
  let namespace: string | undefined;
  let end = tagName.lastIndex;
  attribute.lastIndex = end;
  for (let found = attribute.exec(text); found !== null; found = attribute.exec(text)) {
    if (found[1] === declaration) namespace ??= found[2] ?? found[3];
    end = attribute.lastIndex;
  }
  tagEnd.lastIndex = end;
  return { name: name!, namespace, isWhole: tagEnd.test(text) };
}

/** Skips white space, declaration, comments, instructions and a document type. */
function behindProlog(text: string): number {
  for (let at = 0; ;) {
    while (/\s/.test(text.charAt(at))) at++;
    const close = text.startsWith('<!--', at)
      ? '-->'
      : text.startsWith('<?', at)
        ? '?>'
        : text.startsWith('<!', at)
          ? doctypeEnd(text, at)
          : undefined;
    if (close === undefined) return at;
    const end = text.indexOf(close, at + 2);
    if (end < 0) return text.length;
    at = end + close.length;
  }
}

function doctypeEnd(text: string, at: number): string {
  const subset = text.indexOf('[', at);
  const end = text.indexOf('>', at);
  return subset >= 0 && subset < end ? ']>' : '>';
}
