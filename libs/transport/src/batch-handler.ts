import { Catch, UseFilters, applyDecorators, type ExceptionFilter } from '@nestjs/common';
import { BaseRpcContext, EventPattern } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';

/** How a handler wants its deliveries: at most `batchSize` at once, waiting `lingerMs` for more before it starts. */
export interface BatchOptions {
  readonly batchSize?: number;
  readonly lingerMs?: number;
}

/** Names our transports to NestJS, so that these handlers are not offered to any other strategy of the same app. */
export const transportId = Symbol('bianzu.transport');

/** Nest replaces what a handler throws by "Internal server error"; the transport has to see a StageError as it is. */
@Catch()
class PassOn implements ExceptionFilter {
  catch(exception: unknown): Observable<never> {
    return throwError(() => exception);
  }
}

/**
 * Makes a controller method a handler (`HandleBatch`) of one queue by its name, or of every queue of a group: `work`
 * serves all lanes, each with one batch in hand at a time, so that order holds within a lane and lanes run side by side.
 */
export function BatchHandler(queueOrGroup: string, options: BatchOptions = {}): MethodDecorator {
  return applyDecorators(
    EventPattern<string>(queueOrGroup, transportId, { ...options }),
    UseFilters(new PassOn()),
  );
}

/** What guards and interceptors get to know besides the deliveries. */
export class BatchContext extends BaseRpcContext<[queue: string]> {
  get queue(): string {
    return this.args[0];
  }
}
