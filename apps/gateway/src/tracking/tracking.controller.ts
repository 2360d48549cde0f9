import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/partners';
import { LiveConfiguration } from '#libs/runtime';
import { courseOf, eventsOf, recordsAbout, trackingKeys, type TrackingKey } from '#libs/tracking';
import { preferred } from '../conventions/accept.js';
import { canonicalTypes } from '../orders/canonical-form.js';
import { faultWords, problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { NarrowsToPartners, Needs } from '../security/scope.js';
import { courseBytes } from './course-form.js';
import { courseView } from './course.view.js';
import { viewerOf } from './viewer-of.js';

/** The course of a consignment, by one of its numbers, in JSON or XML. */
@Controller('v1/tracking')
export class TrackingController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly configuration: LiveConfiguration,
  ) {}

  @Get()
  @Needs('tracking', 'oversight', 'operations')
  @NarrowsToPartners()
  async course(
    @Caller() caller: Principal,
    @Query() query: Record<string, string>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const key = keyOf(query);
    const { current } = this.configuration;
    const viewer = viewerOf(caller, current);
    const records = await recordsAbout(this.dataSource.manager, key, viewer);
    if (records.length === 0) throw problem('not-found');
    const course = courseOf(records.flatMap(eventsOf).filter((event) => concerns(event, key)));
    const view = courseView(key, records, course, current.codeLists);
    const mediaType = preferred(request.headers.accept, canonicalTypes)!;
    await reply.type(mediaType).send(Buffer.from(courseBytes(view, mediaType)));
  }
}

/** Exactly one number is asked for. */
function keyOf(query: Record<string, string>): TrackingKey {
  const given = trackingKeys.filter((type) => query[type] !== undefined);
  const [type] = given;
  if (type === undefined || given.length > 1)
    throw problem('bad-request', {
      errors: [faultWords('须给出且仅给出一个编号。', `exactly one of ${trackingKeys.join(', ')} is needed`)],
    });
  return { type, value: query[type]!.trim() };
}

/** Of a container or wagon only its own events, not those of the others in the same order. */
function concerns(
  event: { readonly containerNumber?: string; readonly wagonNumber?: string },
  { type, value }: TrackingKey,
): boolean {
  if (type === 'container') return event.containerNumber === undefined || event.containerNumber === value;
  if (type === 'wagon') return event.wagonNumber === undefined || event.wagonNumber === value;
  return true;
}
