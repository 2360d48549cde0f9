import { fileNameSchema, type NamesFiles } from '../file-name.schema.js';
import { pickupSchema, type PickupSettings } from '../pickup/pickup.schema.js';

const folder = { type: 'string', pattern: '^/[^\\u0000]*$', maxLength: 1_000 } as const;

/** What a connection of the channel `file` may say. */
export const fileSettingsSchema = {
  type: 'object',
  additionalProperties: false,
  anyOf: [{ required: ['folder'] }, { required: ['pickup'] }],
  properties: {
    folder: {
      ...folder,
      description: 'Folder that messages are put into; it must exist 报文存放目录，须已存在',
    },
    fileName: fileNameSchema,
    pickup: pickupSchema({ folder }),
  },
} as const;

/** Where messages are laid down for the partner, and where it lays down its own. */
export interface FileSettings extends NamesFiles {
  readonly folder?: string;
  readonly pickup?: PickupSettings;
}
