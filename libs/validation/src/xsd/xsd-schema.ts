import { didYouMean } from '#libs/checked-yaml';
import { readFileSync, realpathSync } from 'node:fs';
import { issue, locationOf, type ConfigurationProblem, type Document, type Issue } from '#libs/message';
import { XmlDocument, XmlLibError, XsdValidator, type ErrorDetail } from 'libxml2-wasm';
import { documentSize } from '../document-size.js';
import type { Layer } from '../layer.js';
import { Acceptance } from './acceptance/acceptance.js';
import { EditedTree } from './edited-tree.js';
import { findAllFaults } from './find-all-faults.js';
import type { SchemaFault } from './schema-fault.js';
import { runSchema } from './schema-run.js';
import { declaredElements, schemaSource } from './schema-source.js';

const deepestElement = 200;
/** Nodes x widest element: libxml2 counts siblings for the place of each fault. */
const mostWork = 4e8;
/** Nodes looked at while all faults of one refused document are searched. */
const mostNodesLookedAt = 4e5;
const mostLooks = 200;

/** An XML Schema 1.0, compiled once; it lives as long as the process, as its messages do. */
export class XsdSchema implements Layer {
  private constructor(
    private readonly validator: XsdValidator,
    private readonly targetNamespace: string,
    private readonly rootNames: readonly string[],
    private readonly elements: ReadonlySet<string>,
    private readonly acceptance: Acceptance | undefined,
  ) {}

  /** @param root the schemas folder: includes and imports are read from inside it only */
  static compile(file: string, root: string): { schema?: XsdSchema; problems: ConfigurationProblem[] } {
    const opened: string[] = [file];
    try {
      const { result, files } = schemaSource.within(root, () => load(file));
      opened.push(...files);
      const { validator, targetNamespace, rootNames, acceptance } = result;
      return {
        schema: new XsdSchema(validator, targetNamespace, rootNames, declaredElements(opened), acceptance),
        problems: [],
      };
    } catch (error) {
      if (!(error instanceof XmlLibError)) throw error;
      return { problems: error.details.map((detail) => problemOf(detail, file)) };
    }
  }

  /** All faults of an XML document, each at the element or attribute that has it. */
  validate(document: Document): Issue[] {
    return this.acceptance?.accepts(document.root) === true ? [] : this.judge(document);
  }

  /** What libxml2 says, which is what counts: the quick look before it only saves the way to it. */
  judge(document: Document): Issue[] {
    const { root } = document;
    const { nodes, deepest, widest } = documentSize(root);
    if (deepest > deepestElement) return [issue('input-too-deep', {}, { expected: String(deepestElement) })];
    if (nodes * widest > mostWork) {
      return [
        issue('check-limit', locationOf(root, 'xml'), { expected: `${mostWork} (nodes × widest element)` }),
      ];
    }
    const tree = new EditedTree();
    const look = (): SchemaFault[] => runSchema(this.validator, this.targetNamespace, root, tree);
    const faults = look();
    if (faults.length === 0) return [];
    if (faults.some(({ text }) => text.startsWith('No matching global declaration')))
      return [this.wrongRoot(document)];
    return findAllFaults(faults, look, tree, {
      mostLooks: Math.min(mostLooks, Math.floor(mostNodesLookedAt / nodes)),
      isDeclared: (name) => this.elements.has(name),
    });
  }

  private wrongRoot({ root }: Document): Issue {
    const wanted = this.rootNames.slice(0, 10).join(' | ');
    const namespaceDiffers = (root.namespace ?? '') !== this.targetNamespace;
    return issue('element-unexpected', locationOf(root, 'xml'), {
      value: namespaceDiffers ? `{${root.namespace ?? ''}}${root.name}` : root.name,
      expected: namespaceDiffers ? `{${this.targetNamespace}}${wanted}` : wanted,
    });
  }
}

interface Loaded {
  readonly validator: XsdValidator;
  readonly targetNamespace: string;
  readonly rootNames: string[];
  readonly acceptance: Acceptance | undefined;
}

function load(file: string): Loaded {
  const source = XmlDocument.fromBuffer(readFileSync(file), { url: realpathSync(file) });
  try {
    const names = source.find('/xs:schema/xs:element/@name', { xs: 'http://www.w3.org/2001/XMLSchema' });
    return {
      validator: XsdValidator.fromDoc(source),
      targetNamespace: source.root.attr('targetNamespace')?.value ?? '',
      rootNames: names.map((name) => name.content),
      acceptance: Acceptance.of(source.root),
    };
  } finally {
    source.dispose();
  }
}

function problemOf(detail: ErrorDetail, main: string): ConfigurationProblem {
  const file = detail.file ?? main;
  const text = detail.message.trim();
  const meant = meantName(text, file);
  return {
    file,
    line: detail.line > 0 ? detail.line : undefined,
    message: {
      zh: `XSD 有误：${text}${meant === undefined ? '' : ` 是否应为“${meant}”？`}`,
      en: `The XSD is wrong: ${text}${meant === undefined ? '' : ` Did you mean "${meant}"?`}`,
    },
  };
}

/** For a reference that leads nowhere, the closest name that the schema does define. */
function meantName(text: string, file: string): string | undefined {
  const name = /The QName value '(?:\{[^}]*\})?([^']+)' does not resolve/.exec(text)?.[1];
  if (name === undefined) return undefined;
  const defined = readFileSync(file, 'utf8').matchAll(/<[\w.:-]+\s[^>]*?\bname\s*=\s*["']([^"']+)["']/g);
  return didYouMean(
    name,
    [...defined].map((found) => found[1]!),
  );
}
