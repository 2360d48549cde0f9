import { Module, type DynamicModule } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { createCustomerQueries } from './customer-queries.js';
import { createCustomerStore } from './customer-store.js';
import { customerEntities } from './entities/index.js';
import type { RecordDefinition } from './record-definition.js';
import type { SurvivorshipRules } from './survivorship.js';

/** Injection tokens: `CustomerStore` and `CustomerQueries` are interfaces. */
export const CUSTOMER_STORE = Symbol('CustomerStore');
export const CUSTOMER_QUERIES = Symbol('CustomerQueries');

export interface CustomersModuleOptions {
  readonly definitions: readonly RecordDefinition[];
  readonly survivorship: SurvivorshipRules;
}

/** Offers the customer store and its queries over the application's data source. */
@Module({})
export class CustomersModule {
  static register(options: CustomersModuleOptions): DynamicModule {
    return {
      module: CustomersModule,
      imports: [TypeOrmModule.forFeature(customerEntities)],
      providers: [
        {
          provide: CUSTOMER_STORE,
          useFactory: () => createCustomerStore({ definitions: options.definitions }),
        },
        {
          provide: CUSTOMER_QUERIES,
          inject: [getDataSourceToken()],
          useFactory: (source: DataSource) => createCustomerQueries(source.manager, options.survivorship),
        },
      ],
      exports: [CUSTOMER_STORE, CUSTOMER_QUERIES],
    };
  }
}
