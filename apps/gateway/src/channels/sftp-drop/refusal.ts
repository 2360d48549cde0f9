import ssh2 from 'ssh2';

const { STATUS_CODE } = ssh2.utils.sftp;

/** Why a request of SFTP cannot be done; the words go to the partner (draft-ietf-secsh-filexfer-02, section 7). */
export class DropRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export const noSuchFile = (): DropRefusal =>
  new DropRefusal(STATUS_CODE.NO_SUCH_FILE, 'there is no such file');
export const denied = (why: string): DropRefusal => new DropRefusal(STATUS_CODE.PERMISSION_DENIED, why);
export const failed = (why: string): DropRefusal => new DropRefusal(STATUS_CODE.FAILURE, why);
export const unsupported = (): DropRefusal =>
  new DropRefusal(STATUS_CODE.OP_UNSUPPORTED, 'this server only takes and gives files');
