import { compileMapping, mappingVersionOf, type CompileOptions, type Mapping } from '#libs/mapping';
import { StageError } from '#libs/message';

/**
 * A mapping that was found without mistakes before: it is compiled when a message first needs it, and until then costs no
 * more than its text. Should it have mistakes all the same, whoever needs it gets a StageError that is not worth a retry.
 */
export function mappingWhenNeeded(text: string, options: CompileOptions): Mapping {
  let compiled: Mapping | undefined;
  const needed = (): Mapping => (compiled ??= compile(text, options));
  return {
    file: options.file,
    version: mappingVersionOf(text),
    get name() {
      return needed().name;
    },
    get from() {
      return needed().from;
    },
    get to() {
      return needed().to;
    },
    get tests() {
      return needed().tests;
    },
    get rules() {
      return needed().rules;
    },
    get branches() {
      return needed().branches;
    },
    run: (document, context) => needed().run(document, context),
  };
}

function compile(text: string, options: CompileOptions): Mapping {
  const { mapping, problems } = compileMapping(text, options);
  if (mapping !== undefined) return mapping;
  const { en = '' } = problems[0]?.message ?? {};
  throw new StageError('map', `the mapping ${options.file} cannot be used: ${en}`, false);
}
