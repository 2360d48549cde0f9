import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkConfiguration, onFirstUse, SourceFile } from '#libs/checked-yaml';
import type { ConfigurationProblem, Document, Issue } from '#libs/message';
import { createAjv } from '../json-schema/create-ajv.js';
import type { Layer } from '../layer.js';
import type { DefinitionLibrary } from './definitions/definition-library.js';
import type { MessageDefinition } from './definitions/definitions.js';
import { EdiSchema, type StructuredMessages } from './edi-schema.js';
import { applyGuide } from './guides/apply-guide.js';
import { guideSchema, type GuideFile } from './guides/guide-file.js';
import type { WriteOptions, WrittenMessage } from './write/message-writer.js';
import type { CompiledMessage } from './structure/compiled-message.js';

const obeys = onFirstUse(() => createAjv(true).compile<GuideFile>(guideSchema));

export interface EdiLayerOptions {
  readonly schemasRoot: string;
  readonly definitions: DefinitionLibrary;
  readonly mostIssues: number;
}

interface Compiled {
  readonly schema?: EdiLayer;
  readonly problems: ConfigurationProblem[];
}

/** A message definition, or a partner guide over one, as a layer of validation. */
export class EdiLayer implements Layer {
  private constructor(private readonly schema: EdiSchema) {}

  /** @param ref of the `.edi-message`: `edifact/d00b/IFTMIN` */
  static compileMessage(ref: string, options: EdiLayerOptions): Compiled {
    const { definition, problems } = options.definitions.message(ref);
    if (problems.length > 0) return { problems };
    return { schema: new EdiLayer(schemaOf(definition, undefined, options)), problems };
  }

  static compileGuide(file: string, options: EdiLayerOptions): Compiled {
    const source = new SourceFile(file, readFileSync(file, 'utf8'));
    const { value: guide, problems } = checkConfiguration(source, obeys());
    if (guide === undefined) return { problems };
    const at = join(options.schemasRoot, ...guide.message.split('/'));
    if (!/^(?:\w+\/)+\w+$/.test(guide.message) || !existsSync(`${at}.edi-message`)) {
      const en = `there is no message definition ${guide.message}`;
      return { problems: [source.problem(['message'], `没有报文定义 ${guide.message}`, en)] };
    }
    const base = options.definitions.message(guide.message);
    const found = [...base.problems];
    const definition = applyGuide(base.definition, guide, (place, zh, en) => {
      found.push(source.problem(place, zh, en));
    });
    if (found.length > 0) return { problems: found };
    return { schema: new EdiLayer(schemaOf(definition, guide.directories, options)), problems: [] };
  }

  validate(document: Document): Issue[] {
    return this.schema.validate(document);
  }

  structure(document: Document): StructuredMessages {
    return this.schema.structure(document);
  }

  write(message: Document, options: WriteOptions): WrittenMessage {
    return this.schema.write(message, options);
  }

  get message(): CompiledMessage {
    return this.schema.message;
  }
}

function schemaOf(
  definition: MessageDefinition,
  directories: readonly string[] | undefined,
  { definitions, mostIssues }: EdiLayerOptions,
): EdiSchema {
  const { dialect } = definition;
  return new EdiSchema({
    definition,
    directories,
    mostIssues,
    serviceSegment: (tag, version) => definitions.serviceSegment(dialect, tag, version),
  });
}
