import { closeSync, openSync, writeSync } from 'node:fs';
import { iftminMessage } from './iftmin.js';
import { shipmentInformation } from './x12-404.js';

/** What was written, which every side must find. */
export interface LargeFile {
  readonly bytes: number;
  readonly messages: number;
  readonly segments: number;
}

const megabytes = 100;

/** One interchange of IFTMIN messages, some 100 MB. */
export function writeIftminFile(file: string): LargeFile {
  const head = "UNB+UNOC:3+4012345000009:14+RAILHUB:ZZ+261122:0815+1'";
  return write(file, head, iftminMessage, "'", (messages) => `UNZ+${messages}+1'`);
}

/** One interchange of one group of 404 transaction sets, some 100 MB. */
export function writeX12File(file: string): LargeFile {
  const blank = ' '.repeat(10);
  const head =
    `ISA*00*${blank}*00*${blank}*02*CNRL           *ZZ*STEELTRADING   *261122*0815*U*00401*100000001*0*P*>~` +
    'GS*SR*STEELTRADING*CNRL*20261122*0815*1*X*004010~';
  return write(file, head, shipmentInformation, '~', (sets) => `GE*${sets}*1~IEA*1*100000001~`);
}

function write(
  file: string,
  head: string,
  message: (number: number) => string,
  terminator: string,
  tail: (messages: number) => string,
): LargeFile {
  const descriptor = openSync(file, 'w');
  let [bytes, messages, segments] = [0, 0, 0];
  const put = (text: string): void => {
    bytes += writeSync(descriptor, text, null, 'latin1');
    segments += text.split(terminator).length - 1;
  };
  put(head);
  while (bytes < megabytes * 1_000_000) {
    let piece = '';
    while (piece.length < 1_000_000) piece += message(++messages);
    put(piece);
  }
  put(tail(messages));
  closeSync(descriptor);
  return { bytes, messages, segments };
}
