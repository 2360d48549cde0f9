import { describeIssue, issue, type Issue } from '#libs/message';
import type { ExitCode } from './command.js';
import { shown, type Terminal } from './terminal.js';

/** On standard error people read; what follows is only counted. Results on standard output are complete. */
const mostNoted = 1_000;

/** Tells issues as they are found, and remembers whether there was an error among them. */
export class IssueReport {
  private errors = 0;
  private others = 0;

  /** @param form `json`: one issue per line with its texts, as the API gives it; `text`: sentences for people */
  constructor(
    private readonly terminal: Terminal,
    private readonly form: 'json' | 'text',
    private readonly target: 'out' | 'err' = 'err',
  ) {}

  get exitCode(): ExitCode {
    return this.errors > 0 ? 1 : 0;
  }

  get counts(): { readonly errors: number; readonly others: number } {
    return { errors: this.errors, others: this.others };
  }

  async add(issues: readonly Issue[], about: object = {}): Promise<void> {
    for (const fault of issues) {
      if (fault.severity === 'error') this.errors += 1;
      else this.others += 1;
      const count = this.errors + this.others;
      if (this.target === 'out') await this.terminal.print(this.lineOf(fault, about));
      else if (count <= mostNoted) await this.terminal.note(this.lineOf(fault, about));
      else if (count === mostNoted + 1) {
        await this.terminal.note(this.lineOf(issue('more-issues', {}, { expected: String(mostNoted) }), {}));
      }
    }
  }

  private lineOf(fault: Issue, about: object): string {
    return this.form === 'json' ? jsonLine(fault, about) : this.sentence(fault);
  }

  private sentence(fault: Issue): string {
    return shown(`${fault.severity} ${fault.code}: ${describeIssue(fault, this.terminal.language)}`);
  }
}

function jsonLine(fault: Issue, about: object): string {
  const text = { zh: describeIssue(fault, 'zh'), en: describeIssue(fault, 'en') };
  return JSON.stringify({ ...about, ...fault, text });
}
