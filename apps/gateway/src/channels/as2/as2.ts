import type { Provider } from '@nestjs/common';
import type { Runtime } from '#libs/runtime';
import { MdnQueue, ReceivedMdns, ReceivedTransmissions } from '#libs/transmissions';
import { DeliveryReceipts } from './delivery-receipts.js';
import { MdnDispatch } from './mdn-dispatch.js';
import { As2MdnReception } from './mdn-reception.js';
import { As2Reception } from './reception.js';
import { Relations } from './relations.js';
import { mostTransmissionBytes, TransmissionRoom } from './transmission-room.js';
import { UnansweredTransmissions } from './unanswered.js';

/** What the door for AS2 is made of. Without a partner that has an AS2 connection it takes nothing. */
export function as2Providers({ dataSource, settings }: Runtime): Provider[] {
  const dispatch = new MdnDispatch(new MdnQueue(dataSource), settings.outbound);
  const { as2Bytes, maxBodyBytes } = settings;
  const room = new TransmissionRoom(as2Bytes, Math.min(as2Bytes, maxBodyBytes, mostTransmissionBytes));
  return [
    {
      provide: ReceivedTransmissions,
      useValue: new ReceivedTransmissions(dataSource, settings.retentionDays),
    },
    { provide: ReceivedMdns, useValue: new ReceivedMdns(dataSource) },
    { provide: DeliveryReceipts, useValue: new DeliveryReceipts(dataSource) },
    { provide: MdnDispatch, useValue: dispatch },
    { provide: TransmissionRoom, useValue: room },
    Relations,
    As2Reception,
    As2MdnReception,
    UnansweredTransmissions,
  ];
}
