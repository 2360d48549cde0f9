import { expect } from '@jest/globals';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import type { Answer, HubClient } from '../support/hub-client.js';

export const wantsXml = { accept: 'application/xml' };

/** Answers in XML, held against the XSDs that the hub serves and against what the same answer says in JSON. */
export class XmlForms {
  private constructor(
    private readonly answers: XsdValidator,
    private readonly problems: XsdValidator,
  ) {}

  static async of(hub: HubClient): Promise<XmlForms> {
    const schema = async (name: string): Promise<XsdValidator> =>
      XsdValidator.fromDoc(XmlDocument.fromString((await hub.get<string>(`/openapi/${name}.xsd`)).body));
    return new XmlForms(await schema('answers'), await schema('problem'));
  }

  /** Asks for the same in both forms; the one in XML is valid, and says all that the other says. */
  async checkGet(client: HubClient, path: string): Promise<void> {
    const [json, xml] = [await client.get(path), await client.get<string>(path, wantsXml)];
    expect({ path, status: xml.status, type: xml.headers.get('content-type') }).toEqual({
      path,
      status: 200,
      type: 'application/xml; charset=utf-8',
    });
    expect({ path, texts: this.texts(xml.body, this.answers) }).toEqual({ path, texts: textsIn(json.body) });
    for (const { headers } of [json, xml]) expect(headers.get('vary')).toContain('accept');
    const [tag, another] = [xml.headers.get('etag'), json.headers.get('etag')];
    if (tag === null) return;
    expect(tag).not.toBe(another);
    expect((await client.get(path, { ...wantsXml, 'if-none-match': tag })).status).toBe(304);
    expect((await client.get(path, { 'if-none-match': tag })).status).toBe(200);
  }

  /** @returns the texts of its elements, those that have one */
  checkReceipt({ status, headers, body }: Answer, expected = 202): string[] {
    expect({ status, type: headers.get('content-type') }).toEqual({
      status: expected,
      type: 'application/xml; charset=utf-8',
    });
    expect(headers.get('vary')).toBe('accept');
    return this.texts(String(body), this.answers);
  }

  checkProblem({ status, headers, body }: Answer, expected: number): string[] {
    expect({ status, type: headers.get('content-type') }).toEqual({
      status: expected,
      type: 'application/problem+xml; charset=utf-8',
    });
    expect(headers.get('vary')).toContain('accept');
    return this.texts(String(body), this.problems);
  }

  private texts(text: string, xsd: XsdValidator): string[] {
    const document = XmlDocument.fromString(text);
    try {
      xsd.validate(document);
      const leaves = document.find('//*[not(*)]').map((leaf) => leaf.content);
      return leaves.filter((content) => content !== '').sort();
    } finally {
      document.dispose();
    }
  }
}

/** Everything that a JSON value says, without the names. */
function textsIn(value: unknown): string[] {
  if (value === null || value === '') return [];
  if (typeof value !== 'object') return [typeof value === 'string' ? value : JSON.stringify(value)];
  return Object.values(value)
    .flatMap((member) => textsIn(member))
    .sort();
}
