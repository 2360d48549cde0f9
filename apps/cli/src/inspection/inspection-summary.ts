import type { Issue, Language } from '#libs/message';

/** Counts what an inspection has read. */
export class InspectionSummary {
  interchanges = 0;
  groups = 0;
  segments = 0;
  bytes = 0;
  private messages = 0;
  private readonly byType = new Map<string, number>();
  private readonly byCode = new Map<string, number>();
  private readonly bySeverity = { error: 0, warning: 0, info: 0 };

  get hasErrors(): boolean {
    return this.bySeverity.error > 0;
  }

  message(type: string): void {
    this.messages += 1;
    if (this.byType.size < 1000 || this.byType.has(type)) count(this.byType, type);
  }

  faults(faults: readonly Issue[]): void {
    for (const { code, severity } of faults) {
      this.bySeverity[severity] += 1;
      count(this.byCode, `${severity} ${code}`);
    }
  }

  lines(language: Language): string[] {
    const { interchanges, groups, messages, segments, bytes } = this;
    const { error, warning, info } = this.bySeverity;
    const levels =
      language === 'zh'
        ? `交换 ${interchanges}，分组 ${groups}，报文 ${messages}，段 ${segments}，字节 ${bytes}；错误 ${error}，警告 ${warning + info}`
        : `${interchanges} interchanges, ${groups} groups, ${messages} messages, ${segments} segments, ${bytes} bytes; ` +
          `${error} errors, ${warning + info} warnings`;
    return [levels, ...table(this.byType), ...table(this.byCode)];
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function table(counts: ReadonlyMap<string, number>): string[] {
  return [...counts]
    .sort((one, other) => other[1] - one[1])
    .map(([name, times]) => `${String(times).padStart(8)}  ${name}`);
}
