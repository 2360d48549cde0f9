import { compileMapping, type CompileOptions, type Mapping } from '#libs/mapping';
import { StageError } from '#libs/message';
import type { ActiveMapping } from './active-configuration.js';

/**
 * A mapping that was found without mistakes before: it is compiled when it is first asked for, and until then costs no more than
 * its text. Should it have mistakes all the same, whoever asks gets a StageError that is not worth a retry.
 */
export function mappingWhenNeeded(
  source: Pick<ActiveMapping, 'name' | 'file' | 'text'>,
  options: CompileOptions,
): ActiveMapping {
  let compiled: Mapping | undefined;
  return {
    ...source,
    get mapping() {
      return (compiled ??= compile(source.text, options));
    },
  };
}

function compile(text: string, options: CompileOptions): Mapping {
  const { mapping, problems } = compileMapping(text, options);
  if (mapping !== undefined) return mapping;
  const { en = '' } = problems[0]?.message ?? {};
  throw new StageError('map', `the mapping ${options.file} cannot be used: ${en}`, false);
}
