/** How a connection names the files that it hands over. The deliveries fill it; see `fileNameOf` there. */
export const fileNameSchema = {
  type: 'string',
  pattern: '^([A-Za-z0-9._-]|\\{(created|delivery|message|destination|type|extension)\\})+$',
  maxLength: 200,
  default: '{created}-{delivery}.{extension}',
  description:
    'Names of files, of letters, digits, ".", "_", "-" and {created}, {delivery}, {message}, {destination}, {type}, {extension} 文件名模板',
} as const;

/** What every connection may say whose messages are files. */
export interface NamesFiles {
  readonly fileName?: string;
}
