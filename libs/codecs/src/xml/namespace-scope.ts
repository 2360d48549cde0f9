const wellKnown: Readonly<Record<string, string>> = {
  'http://www.w3.org/XML/1998/namespace': 'xml',
  'http://www.w3.org/2001/XMLSchema-instance': 'xsi',
  'http://www.w3.org/1999/xlink': 'xlink',
};

/** The namespaces declared at one place of a document being written, and what an element must declare anew. */
export class NamespaceScope {
  private constructor(
    private readonly defaultUri: string,
    private readonly prefixes: ReadonlyMap<string, string>,
  ) {}

  /** @param prefixes prefix to URI; '' is the default namespace */
  static root(prefixes: Readonly<Record<string, string>> = {}): NamespaceScope {
    const byUri = Object.entries(prefixes).filter(([prefix]) => prefix !== '');
    return new NamespaceScope(prefixes[''] ?? '', new Map(byUri.map(([prefix, uri]) => [uri, prefix])));
  }

  /** An element takes a prefix that is declared; otherwise its namespace becomes the default from here on. */
  element(
    local: string,
    uri: string,
  ): { name: string; declaration?: [string, string]; scope: NamespaceScope } {
    if (uri === this.defaultUri) return { name: local, scope: this };
    const prefix = this.prefixes.get(uri);
    if (prefix !== undefined) return { name: `${prefix}:${local}`, scope: this };
    return { name: local, declaration: ['xmlns', uri], scope: new NamespaceScope(uri, this.prefixes) };
  }

  /** An attribute needs a prefix to be in a namespace. */
  attribute(
    local: string,
    uri: string,
  ): { name: string; declaration?: [string, string]; scope: NamespaceScope } {
    if (uri === '') return { name: local, scope: this };
    const present = this.prefixes.get(uri);
    if (present !== undefined) return { name: `${present}:${local}`, scope: this };
    const prefix = wellKnown[uri] ?? `ns${this.prefixes.size + 1}`;
    if (prefix === 'xml') return { name: `xml:${local}`, scope: this };
    const scope = new NamespaceScope(this.defaultUri, new Map([...this.prefixes, [uri, prefix]]));
    return { name: `${prefix}:${local}`, declaration: [`xmlns:${prefix}`, uri], scope };
  }
}
