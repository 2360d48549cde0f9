import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/support/services/database.js';
import {
  CUSTOMER_QUERIES,
  CUSTOMER_STORE,
  CustomersModule,
  CustomerStore1700000000200,
  loadRecordDefinitions,
  loadSurvivorship,
  type CustomerQueries,
  type CustomerStore,
} from './index.js';

jest.setTimeout(60_000);

describe('the customers module', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  beforeAll(async () => {
    database = await createTestDatabase();
    const { definitions } = loadRecordDefinitions('schemas');
    const { rules } = loadSurvivorship('mappings/customers/survivorship.yaml');
    app = await Test.createTestingModule({
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: database.url,
          autoLoadEntities: true,
          migrations: [CustomerStore1700000000200],
          migrationsRun: true,
        }),
        CustomersModule.register({ definitions, survivorship: rules }),
      ],
    }).compile();
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  it('offers the store and its queries over the data source of the application', async () => {
    expect(app.get<CustomerStore>(CUSTOMER_STORE)).toHaveProperty('apply');
    expect(await app.get<CustomerQueries>(CUSTOMER_QUERIES).counts()).toMatchObject({ customers: 0 });
  });
});
