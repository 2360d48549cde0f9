import { loadConfigurationGently, unpackConfiguration, type Configuration } from '#libs/configuration';
import { CannotGoOn, type ReceivedSignatures } from '#libs/journey';
import { issue } from '#libs/message';
import { beforeOf, type KnownConfiguration } from './activate-folder.js';
import type { ConfigurationVersions } from './configuration-versions.js';
import type { SoundVersions } from './sound-versions.js';

/**
 * Loads versions that were in use before, for files that were begun under them. The last one stays: whoever asks for one
 * asks for every file that was in hand when another became active.
 */
export class EarlierVersion {
  private last: { readonly number: number; readonly configuration: Promise<Configuration> } | undefined;

  constructor(
    private readonly versions: ConfigurationVersions,
    private readonly sound: SoundVersions,
    private readonly unpackInto: string,
    private readonly signatures: ReceivedSignatures | undefined,
  ) {}

  /**
   * @param known from which what is the same is taken over
   * @throws CannotGoOn when the version is not kept, or has mistakes for this program
   */
  load(number: number, known: KnownConfiguration | undefined): Promise<Configuration> {
    if (this.last?.number !== number) {
      const configuration = this.read(number, known);
      this.last = { number, configuration };
      // what could not be read now may be read later
      configuration.catch(() => {
        if (this.last?.configuration === configuration) this.last = undefined;
      });
    }
    return this.last.configuration;
  }

  private async read(number: number, known: KnownConfiguration | undefined): Promise<Configuration> {
    if (!(await this.versions.has(number)))
      throw unusable(number, { zh: '该配置未保存', en: 'it is not kept' });
    const files = await this.versions.files(number);
    const root = unpackConfiguration(this.unpackInto, files);
    const before = beforeOf(known, files);
    const configuration = await loadConfigurationGently(root, {
      number,
      isSound: await this.sound.has(files),
      before,
      signatures: this.signatures,
    });
    const [mistake] = configuration.problems;
    if (mistake === undefined) return configuration;
    const place = mistake.file.replace(`${root}/`, '');
    const { zh, en } = mistake.message;
    throw unusable(number, { zh: `${place}：${zh}`, en: `${place}: ${en}` });
  }
}

function unusable(number: number, { zh, en }: { zh: string; en: string }): CannotGoOn {
  const why = { zh: zh.slice(0, 300), en: en.slice(0, 300) };
  return new CannotGoOn(issue('configuration-unusable', {}, { value: String(number), args: why }));
}
