import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The common interface of a railway of Europe: takes every message by UICMessage, and says so. */
export class TafRailway {
  /** The messages themselves, as XML, in the order of their arrival. */
  readonly messages: string[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const call = Buffer.concat(pieces).toString('utf8');
        this.messages.push(/<message>(.*)<\/message>/s.exec(call)?.[1] ?? '');
        response.setHeader('content-type', 'text/xml').end(technicalAck);
      });
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/LIServices/LIReceiveMessage`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

const technicalAck =
  '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><u:UICMessageResponse xmlns:u="http://uic.cc.org/UICMessage">' +
  '<return><LI_TechnicalAck><ResponseStatus>ACK</ResponseStatus></LI_TechnicalAck></return></u:UICMessageResponse></e:Body></e:Envelope>';

const version = 'xmlns="http://www.era.europa.eu/schemes/TAFTSI/3.5"';

function header(type: string, number: string): string {
  return (
    `<MessageHeader><MessageReference><MessageType>${type}</MessageType><MessageTypeVersion>3.5.0.0</MessageTypeVersion>` +
    `<MessageIdentifier>${number}</MessageIdentifier><MessageDateTime>2026-03-16T09:30:00+01:00</MessageDateTime>` +
    '</MessageReference><Sender>9901</Sender><Recipient>0033</Recipient></MessageHeader>'
  );
}

/** It has taken the train report that is called so. */
export function tafReceiptConfirmation(number: string, of: string): string {
  return (
    `<ReceiptConfirmationMessage ${version}>${header('2007', number)}<RelatedReference><RelatedType>4005</RelatedType>` +
    `<RelatedIdentifier>${of}</RelatedIdentifier><RelatedMessageDateTime>2026-03-16T16:00:00+08:00</RelatedMessageDateTime>` +
    '</RelatedReference></ReceiptConfirmationMessage>'
  );
}

/** It could not process the train report that is called so. */
export function tafError(number: string, of: string, text: string): string {
  return (
    `<ErrorMessage ${version}>${header('9000', number)}<MessageStatus>1</MessageStatus>` +
    '<AdministrativeContactInformation><Name>Dyspozytura</Name></AdministrativeContactInformation>' +
    '<ErrorCauseReference><MessageReference><MessageType>4005</MessageType><MessageTypeVersion>3.5.0.0</MessageTypeVersion>' +
    `<MessageIdentifier>${of}</MessageIdentifier><MessageDateTime>2026-03-16T16:00:00+08:00</MessageDateTime></MessageReference></ErrorCauseReference>` +
    '<Error><TagReference>//OperationalTrainNumber</TagReference><TypeOfError>1</TypeOfError><Severity>2</Severity>' +
    `<ErrorCode>6021</ErrorCode><FreeTextField>${text}</FreeTextField></Error></ErrorMessage>`
  );
}
