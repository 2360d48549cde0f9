import { creditCodeOf } from './check-characters.js';
import { companyStems, legalForms, personName, trades } from './names.js';
import { cities, roads, streetAddress, type City } from './places.js';
import type { Random } from './random.js';

/** A customer as it really is; what the systems know of it is in `customer-views.ts`. */
export interface Customer {
  /** From 0. */
  readonly index: number;
  readonly name: string;
  readonly shortName: string;
  /** Market stalls and private shops have none. */
  readonly creditCode?: string;
  readonly customerClass: string;
  readonly divisionCode: string;
  readonly address: string;
  /** Where it has moved to, as systems that were told know. */
  readonly newAddress: string;
  readonly phone: string;
  readonly otherPhone: string;
  /** A phone and an address that no other record of this customer has. */
  readonly unlistedPhone: string;
  readonly unlistedAddress: string;
  readonly contact: string;
  readonly otherContact: string;
  readonly legalRepresentative: string;
  /** Looks like the customer of this index on purpose, and is another one. */
  readonly resembles?: number;
  /** Carries its credit code in every system: name and phone alone would not tell it from its parent. */
  readonly alwaysCoded: boolean;
}

/**
 * Makes `count` customers with valid credit codes, unique names, phones and addresses. One in 20 has no credit code; one
 * in 25 has a namesake in another city, and one in 25 a branch that shares its phone: these must stay apart.
 */
export function makeCustomers(count: number, random: Random): Customer[] {
  const maker = new CustomerMaker(random);
  const customers: Customer[] = [];
  while (customers.length < count) {
    const index = customers.length;
    const original = customers[index - 3];
    const isPlain = original?.creditCode !== undefined && original.resembles === undefined;
    if (isPlain && index % 25 === 7) customers.push(maker.namesake(index, original));
    else if (isPlain && index % 25 === 19) customers.push(maker.branch(index, original));
    else if (index % 20 === 13) customers.push(maker.shop(index));
    else customers.push(maker.company(index));
  }
  return customers;
}

class CustomerMaker {
  private readonly used = new Set<string>();

  constructor(private readonly random: Random) {}

  company(index: number): Customer {
    const city = this.random.pick(cities);
    const [trade, customerClass] = this.random.pick(trades);
    const stem = this.unique(
      () => this.random.pick(companyStems) + (this.random.chance(0.15) ? 'HX' : ''),
      city,
      trade,
    );
    const branded = this.random.chance(0.15)
      ? `${stem}(${city.name})${trade}`
      : `${city.name}${stem}${trade}`;
    const name = branded + this.random.pick(legalForms);
    return { ...this.rest(index, city), name, shortName: stem + trade, customerClass };
  }

  /** A private shop without a credit code. */
  shop(index: number): Customer {
    const city = this.random.pick(cities);
    const owner = this.unique(() => personName(this.random), city, '货运部');
    return {
      ...this.rest(index, city),
      creditCode: undefined,
      name: `${city.name}${owner}货运部`,
      shortName: `${owner}货运部`,
      customerClass: '3',
    };
  }

  /** The same name in another city, with its own credit code, phone and address. */
  namesake(index: number, original: Customer): Customer {
    const elsewhere = cities.filter((city) => !original.address.includes(city.name));
    const { name, shortName, customerClass } = original;
    const rest = this.rest(index, this.random.pick(elsewhere));
    return { ...rest, name, shortName, customerClass, resembles: original.index };
  }

  /** A branch with its own credit code and address behind its parent's switchboard. */
  branch(index: number, parent: Customer): Customer {
    const city = this.random.pick(cities);
    return {
      ...this.rest(index, city),
      name: `${parent.name}${city.name}分公司`,
      shortName: `${parent.shortName}${city.name}分公司`,
      customerClass: parent.customerClass,
      phone: parent.phone,
      resembles: parent.index,
      alwaysCoded: true,
    };
  }

  private rest(index: number, city: City): Omit<Customer, 'name' | 'shortName' | 'customerClass'> {
    const [divisionCode, district] = this.random.pick(city.districts);
    return {
      index,
      creditCode: creditCodeOf(
        divisionCode,
        this.take(() => this.random.digits(8)),
      ),
      divisionCode,
      address: this.address(city, district),
      newAddress: this.address(city, this.random.pick(city.districts)[1]),
      phone: this.random.chance(0.6) ? this.mobile() : this.landLine(city),
      otherPhone: this.mobile(),
      unlistedPhone: this.mobile(),
      unlistedAddress: this.address(city, this.random.pick(city.districts)[1]),
      contact: personName(this.random),
      otherContact: personName(this.random),
      legalRepresentative: personName(this.random),
      alwaysCoded: false,
    };
  }

  private address(city: City, district: string): string {
    return this.take(() =>
      streetAddress(city, district, `${this.random.pick(roads)}${this.random.integer(1, 2999)}号`),
    );
  }

  private mobile(): string {
    return this.take(
      () =>
        this.random.pick(['135', '136', '138', '139', '150', '158', '186', '189']) + this.random.digits(8),
    );
  }

  private landLine(city: City): string {
    return this.take(
      () => `${city.areaCode}-8${this.random.integer(2, 8)}${this.random.digits(city.phoneDigits - 2)}`,
    );
  }

  /** A stem whose name in this city and trade nobody has yet, whatever its legal form. */
  private unique(make: () => string, city: City, trade: string): string {
    let stem = make();
    while (this.used.has(city.name + stem + trade)) stem = make() + make();
    this.used.add(city.name + stem + trade);
    return stem;
  }

  private take(make: () => string): string {
    let value = make();
    while (this.used.has(value)) value = make();
    this.used.add(value);
    return value;
  }
}
