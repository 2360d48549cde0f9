/** What a connection may say of a place where partners lay down files for us. @param folder how its channel writes a folder */
export const pickupSchema = ({ folder }: { readonly folder: object }) =>
  ({
    type: 'object',
    additionalProperties: false,
    required: ['folder', 'then'],
    description: 'Where the partner lays down messages for us 对方为我方存放报文之处',
    properties: {
      folder: { ...folder, description: 'Folder that is looked into 取件目录' },
      pattern: {
        type: 'string',
        pattern: '^[^/\\u0000]{1,200}$',
        default: '*',
        description: 'Which files, with * and ? 文件名模式，可用 * 与 ?',
      },
      everySeconds: {
        type: 'integer',
        minimum: 1,
        maximum: 86_400,
        default: 60,
        description: 'How often 间隔秒数',
      },
      settledSeconds: {
        type: 'integer',
        minimum: 0,
        maximum: 86_400,
        default: 10,
        description: 'A file is taken when size and time have not changed for so long 文件静止多久后取走',
      },
      then: {
        description: 'What becomes of a file that is ours 取走后的处理：删除或移入目录',
        oneOf: [
          { const: 'delete' },
          {
            type: 'object',
            additionalProperties: false,
            required: ['moveTo'],
            properties: { moveTo: folder },
          },
        ],
      },
    },
  }) as const;

/** Where files are fetched from, and when one is whole. */
export interface PickupSettings {
  readonly folder: string;
  readonly pattern?: string;
  readonly everySeconds?: number;
  readonly settledSeconds?: number;
  readonly then: 'delete' | { readonly moveTo: string };
}
