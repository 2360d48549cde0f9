import type { ArgumentDeclaration, OptionDeclaration } from './command.js';

/** What every command takes that does something with a destination. */
export const destinationArgument: ArgumentDeclaration = {
  name: 'destination',
  summary: { zh: '目的地', en: 'a destination' },
};

export const reasonOption: OptionDeclaration = {
  name: 'reason',
  value: 'text',
  isRequired: true,
  summary: { zh: '原因，记入审计日志', en: 'why; it is kept in the audit log' },
};
