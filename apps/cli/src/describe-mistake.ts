import { describeProblem, type ConfigurationProblem, type Language } from '#libs/message';
import { shown } from './terminal.js';
import type { Workspace } from './workspace.js';

/** `mappings/sys-1/order.yaml:12:7: ...`, the file as it is named within the configuration folder. */
export function describeMistake(
  problem: ConfigurationProblem,
  workspace: Workspace,
  language: Language,
): string {
  return shown(describeProblem({ ...problem, file: workspace.nameOf(problem) }, language));
}
