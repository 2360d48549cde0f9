import { xmlBytes, type Content } from './content.js';
import type { CustomerView } from './customer-views.js';
import type { DayPlan } from './day-plan.js';
import { planEquipmentEvents, type PlannedEvent } from './equipment-events.js';
import { injectFaults } from './inject-faults.js';
import type { Random } from './random.js';
import type { MessageKind, SimulatedMessage } from './simulated-message.js';
import type { Transmission } from './transmission.js';

const namespace = 'urn:railway:container-management:equipment-event:1';

/** Container management 集装箱综合管理: what happens to the containers of the day's orders, and to empty ones; by AMQP. */
export function simulateSys5(plan: DayPlan): Transmission[] {
  const random = plan.random('sys-5');
  const kind = equipmentEventKind(plan);
  const messages = planEquipmentEvents(plan, random.fork('events')).map((event, index): SimulatedMessage => {
    const reference = kind.referenceOf(index + 1);
    const content = contentOf(event, reference, plan, random.fork(`event/${index}`));
    return { kind, reference, key: event.container.number, channel: 'amqp', content };
  });
  return injectFaults(messages, `sys-5-${plan.calendar.compact}`, random.fork('faults'));
}

function equipmentEventKind(plan: DayPlan): MessageKind {
  return {
    system: 'sys-5',
    name: 'equipment-event',
    contentType: 'application/xml',
    charsets: { right: 'utf-8', wrong: 'gb18030' },
    write: (content, charset) => xmlBytes(content, 'UTF-8', charset),
    referenceOf: (sequence) => `CMS-${plan.calendar.compact}-${String(sequence).padStart(6, '0')}`,
    paths: {
      reference: 'ContainerEvent/Header/MessageId',
      depot: 'ContainerEvent/Event/DepotCode',
      creditCode: 'ContainerEvent/Event/Customer/CreditCode',
      container: 'ContainerEvent/Event/ContainerNumber',
      date: 'ContainerEvent/Event/EventTime',
      required: [
        'ContainerEvent/Event/EventTime',
        'ContainerEvent/Event/SizeType',
        'ContainerEvent/Event/FullEmpty',
      ],
      changeable: 'ContainerEvent/Event/Remark',
    },
  };
}

function contentOf(event: PlannedEvent, reference: string, plan: DayPlan, draw: Random): Content {
  return {
    ContainerEvent: {
      '@xmlns': namespace,
      '@version': '1.0',
      Header: {
        MessageId: reference,
        Sender: 'CMS',
        SentAt: plan.calendar.iso(event.at + draw.integer(3, 120)),
      },
      Event: {
        EventType: event.type,
        EventTime: plan.calendar.iso(event.at),
        DepotCode: plan.network.depotCode('sys-5', event.station),
        DepotName: `${event.station.name}集装箱场`,
        ContainerNumber: event.container.number,
        SizeType: draw.chance(0.25) ? event.container.type.numeric : event.container.type.iso,
        FullEmpty: event.isFull ? 'F' : 'E',
        OrderNumber: event.order?.number,
        WaybillNumber: event.order?.waybillNumber,
        WagonNumber: event.type === 'LOAD' || event.type === 'DISCHARGE' ? event.wagonNumber : undefined,
        TruckPlate:
          event.type === 'GATE_IN' || event.type === 'GATE_OUT' ? `陕A${draw.digits(5)}` : undefined,
        SealNumber: event.isFull ? [event.container.seal] : undefined,
        GrossWeight: event.isFull ? weightOf(draw) : undefined,
        Customer: event.customer === undefined ? undefined : customerOf(event.customer),
        Damage: event.type === 'DAMAGE' ? [damageOf(draw)] : undefined,
        Remark: undefined,
      },
    },
  };
}

/** Some depots weigh in tonnes. */
function weightOf(draw: Random): Content {
  const kilograms = draw.integer(10_000, 28_000);
  return draw.chance(0.3)
    ? { '@unit': 'TNE', '#': `${Math.floor(kilograms / 1000)}.${String(kilograms % 1000).padStart(3, '0')}` }
    : { '@unit': 'KGM', '#': String(kilograms) };
}

function customerOf(view: CustomerView): Content {
  const { localId, name, creditCode, phone, address } = view;
  return { Code: localId, Name: name, CreditCode: creditCode, Phone: phone, Address: address };
}

function damageOf(draw: Random): Content {
  return {
    Code: draw.pick(['DT', 'HO', 'BR', 'RU', 'MI']),
    Position: draw.pick(['LEFT', 'RIGHT', 'FRONT', 'DOOR', 'ROOF', 'FLOOR']),
    Severity: draw.pick(['1', '2', '3']),
    Remark: draw.chance(0.5) ? '交接检查发现' : undefined,
  };
}
