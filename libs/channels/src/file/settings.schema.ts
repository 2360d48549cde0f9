/** What a connection of the channel `file` may say. */
export const fileSettingsSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['folder'],
  properties: {
    folder: {
      type: 'string',
      pattern: '^/',
      maxLength: 1_000,
      description: 'Folder that messages are put into; it must exist 报文存放目录，须已存在',
    },
  },
} as const;

/** Where messages are laid down for the partner. */
export interface FileSettings {
  readonly folder: string;
}
