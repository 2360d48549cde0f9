import type { Customer } from './customers.js';
import { toFullWidth } from './names.js';
import type { Random } from './random.js';
import type { SystemId } from './transmission.js';

/** A customer as one system knows it: everything that the system sends about it comes from here. */
export interface CustomerView {
  readonly system: SystemId;
  /** The system's own number of the customer. */
  readonly localId: string;
  readonly customer: Customer;
  readonly name: string;
  readonly shortName?: string;
  readonly creditCode?: string;
  readonly phone: string;
  readonly address: string;
  readonly contact: string;
  /** How this view differs from the truth. */
  readonly differences: readonly Difference[];
}

export type Difference =
  | 'short-name'
  | 'full-width'
  | 'no-credit-code'
  | 'phone-form'
  | 'other-phone'
  | 'moved'
  | 'other-contact';

/** How the systems number their customers; the numbers of different seeds lie apart. */
const localIds: Readonly<Record<SystemId, (number: number) => string>> = {
  'sys-1': (number) => `K${String(number).padStart(6, '0')}`,
  'sys-2': (number) => String(10_000_000 + number * 7),
  'sys-4': (number) => `U2021${String(number).padStart(5, '0').slice(-5)}`,
  'sys-5': (number) => `C${String(number).padStart(5, '0').slice(-5)}`,
  'sys-6': (number) => `LK${String(number).padStart(6, '0')}`,
};

/** The share of the views in a system that are written in full-width characters. */
const fullWidthShare: Readonly<Record<SystemId, number>> = {
  'sys-1': 0.5,
  'sys-2': 0.5,
  'sys-4': 0.05,
  'sys-5': 0.1,
  'sys-6': 0.3,
};

/**
 * What a system knows of a customer. The first system that knows it (`isAnchor`) has name, phone, address and credit code
 * right; in the others a view with a credit code may differ in everything else, and one without it keeps the full name
 * and the phone or the address. So the rules of consolidation find every customer again.
 */
export function viewOf(
  customer: Customer,
  system: SystemId,
  { seed, isAnchor }: { seed: number; isAnchor: boolean },
  random: Random,
): CustomerView {
  const coded = customer.creditCode !== undefined && (isAnchor || customer.alwaysCoded || random.chance(0.6));
  const differences: Difference[] = [];
  if (!coded) differences.push('no-credit-code');
  if (!isAnchor) {
    if (coded && random.chance(0.3)) differences.push('short-name');
    const moved = random.chance(0.3);
    if (moved) differences.push('moved');
    if (random.chance(0.3) && (coded || !moved)) differences.push('other-phone');
    if (random.chance(0.4)) differences.push('other-contact');
  }
  return writtenView(customer, localIdOf(customer, system, seed), system, differences, random);
}

/** A view that no deterministic rule can recognise: short name, other phone, moved, and no credit code. */
export function strangerView(
  customer: Customer,
  system: SystemId,
  seed: number,
  random: Random,
): CustomerView {
  const unlisted = { ...customer, otherPhone: customer.unlistedPhone, newAddress: customer.unlistedAddress };
  const differences: Difference[] = ['no-credit-code', 'short-name', 'other-phone', 'moved'];
  const view = writtenView(unlisted, localIdOf(customer, system, seed), system, differences, random);
  return { ...view, customer };
}

function localIdOf(customer: Customer, system: SystemId, seed: number): string {
  return localIds[system]((((seed - 1) * 6000) % 900_000) + customer.index + 1);
}

function writtenView(
  customer: Customer,
  localId: string,
  system: SystemId,
  known: readonly Difference[],
  random: Random,
): CustomerView {
  const differences = new Set(known);
  if (random.chance(fullWidthShare[system])) differences.add('full-width');
  if (random.chance(0.4)) differences.add('phone-form');
  const written = (text: string): string => (differences.has('full-width') ? toFullWidth(text) : text);
  const phone = differences.has('other-phone') ? customer.otherPhone : customer.phone;
  return {
    system,
    localId,
    customer,
    name: written(differences.has('short-name') ? customer.shortName : customer.name),
    shortName: differences.has('short-name') ? undefined : customer.shortName,
    creditCode: differences.has('no-credit-code') ? undefined : customer.creditCode,
    phone: differences.has('phone-form') ? otherForm(phone, random) : phone,
    address: written(differences.has('moved') ? customer.newAddress : customer.address),
    contact: differences.has('other-contact') ? customer.otherContact : customer.contact,
    differences: [...differences],
  };
}

/** The same number as other people write it. */
function otherForm(phone: string, random: Random): string {
  const [area, number] = phone.split('-');
  if (number === undefined) {
    const grouped = `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`;
    return random.pick([
      `+86 ${grouped}`,
      grouped,
      grouped.replaceAll(' ', '-'),
      `0086${phone}`,
      toFullWidth(phone),
    ]);
  }
  return random.pick([
    `(${area})${number}`,
    `${area}${number}`,
    `+86-${area!.slice(1)}-${number}`,
    toFullWidth(phone),
  ]);
}
