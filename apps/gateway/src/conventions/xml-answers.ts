import { fromPlainValue } from '#libs/message';
import { toXmlDocument } from '#libs/canonical';
import { codecFor } from '#libs/codecs';
import {
  answersIn,
  readAnswerModel,
  writeAnswer,
  type AnswerModel,
  type DescribedAnswers,
} from '#libs/interfaces';
import type { LiveConfiguration } from '#libs/runtime';

/** Answers in their XML form, each by the schema that the OpenAPI document has of it. */
export class XmlAnswers {
  private readonly names: ReadonlySet<string>;
  private readonly models = new Map<string, AnswerModel>();

  constructor(
    private readonly document: DescribedAnswers,
    private readonly configuration: Pick<LiveConfiguration, 'current'>,
  ) {
    this.names = new Set(answersIn(document));
  }

  /** @param schema name of the component that describes the answer */
  has(schema: string): boolean {
    return this.names.has(schema);
  }

  write(answer: object, schema: string): string {
    const model = this.models.get(schema) ?? readAnswerModel(this.document, schema);
    this.models.set(schema, model);
    return writeAnswer(answer, model, (type, version, message) => this.canonical(type, version, message));
  }

  /** Undefined when the configuration has no such message any more. */
  private canonical(type: string, version: unknown, message: unknown): string | undefined {
    const definition = this.configuration.current.canonical(`canonical/${type}/${String(version)}`);
    if (definition === undefined) return undefined;
    const root = fromPlainValue(message);
    const xml = toXmlDocument({ format: 'json', charset: 'utf-8', root }, definition.model);
    const { bytes } = codecFor('xml').encode(xml, { charset: 'utf-8', declaration: false });
    return Buffer.from(bytes).toString('utf8');
  }
}
