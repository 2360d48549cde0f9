/** What a piece of text is; on a terminal each has a colour of its own. */
export type Role = 'heading' | 'tag' | 'name' | 'quiet' | 'meaning' | 'error' | 'warning';

/** Select Graphic Rendition (ECMA-48). */
const codes: Readonly<Record<Role, string>> = {
  heading: '1',
  tag: '1;36',
  name: '',
  quiet: '2',
  meaning: '32',
  error: '31',
  warning: '33',
};

export type Paint = (role: Role, text: string) => string;

export const plain: Paint = (_, text) => text;

export const coloured: Paint = (role, text) =>
  text === '' || codes[role] === '' ? text : `\u001b[${codes[role]}m${text}\u001b[0m`;
