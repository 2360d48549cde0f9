import { createHash } from 'node:crypto';
import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { v7 as newId } from 'uuid';
import { AuditLog } from '#libs/audit';
import { importList } from '#libs/base-data';
import { CodeListProposals, type CodeListProposal } from '#libs/interfaces';
import type { Principal } from '#libs/partners';
import { LiveConfiguration, type Activation } from '#libs/runtime';
import { etagOf, matches } from '../conventions/answer-headers.js';
import { Idempotent } from '../conventions/idempotency.interceptor.js';
import { readBody } from '../intake/read-body.js';
import { ConfigurationChanges } from '../operations/configuration-changes.js';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';
import { difference } from './proposal-difference.js';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const maxBodyBytes = 1024 * 1024 - 1;

interface Place {
  readonly list: string;
  readonly id: string;
}

/**
 * Changes of code lists by people: one proposes rows as CSV, another looks at the difference and activates it. What becomes
 * active is a new version of the whole configuration, so it can be rolled back like any other.
 */
@Controller('v1/base-data/:list/proposals')
@Needs('code-lists', 'operations')
export class ProposalsController {
  constructor(
    private readonly proposals: CodeListProposals,
    private readonly configuration: LiveConfiguration,
    private readonly changes: ConfigurationChanges,
    private readonly audit: AuditLog,
  ) {}

  @Post()
  @HttpCode(201)
  @Idempotent()
  async propose(
    @Caller() caller: Principal,
    @Param('list') list: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { fileLists } = await this.configuration.upToDate();
    if (fileLists.table(list) === undefined) throw problem('not-found');
    const { head, rest } = await readBody(request.body as Readable, maxBodyBytes);
    if (rest !== undefined) throw problem('too-large', { maxBytes: maxBodyBytes });
    const text = Buffer.from(head).toString('utf8');
    const { csv, added, changed, problems } = importList({
      list,
      form: 'csv',
      text,
      file: `${list}.csv`,
      lists: fileLists,
    });
    if (csv === undefined || problems.length > 0)
      throw problem('list-wrong', { problems: problems.slice(0, 1_000) });
    const id = newId();
    const proposal = {
      id,
      list,
      csv,
      baseSha256: await this.sha256Of(list),
      difference: difference({ list, csv, added, changed }, fileLists),
      proposedBy: caller.id,
    };
    await this.proposals.add(proposal);
    const fact = { actor: caller.id, action: 'code-list.propose', subject: list, detail: { proposal: id } };
    await this.audit.append(fact);
    void reply.header('location', `/v1/base-data/${list}/proposals/${id}`);
    return view(await this.found({ list, id }));
  }

  @Get(':id')
  async one(@Param() place: Place): Promise<object> {
    return view(await this.found(place));
  }

  /** By somebody else than who proposed it, who says by `If-Match` what was looked at. */
  @Post(':id/activation')
  @HttpCode(200)
  async activate(
    @Caller() caller: Principal,
    @Param() place: Place,
    @Req() request: FastifyRequest,
  ): Promise<Activation> {
    const proposal = await this.found(place);
    const seen = request.headers['if-match'];
    if (seen === undefined) throw problem('precondition-required');
    if (!matches(seen, etagOf(JSON.stringify(view(proposal))))) throw problem('precondition-failed');
    if (proposal.proposedBy === caller.id) throw problem('same-person');
    if (proposal.activatedBy !== null || proposal.baseSha256 !== (await this.sha256Of(place.list)))
      throw problem('another-version');
    const terms = { note: `code list ${place.list}, proposal ${proposal.id} of ${proposal.proposedBy}` };
    const activation = await this.changes.put(fileOf(place.list), proposal.csv, caller, terms);
    await this.proposals.activated(proposal.id, caller.id, activation.number);
    const detail = { proposal: proposal.id, proposedBy: proposal.proposedBy, version: activation.number };
    await this.audit.append({
      actor: caller.id,
      action: 'code-list.activate',
      subject: place.list,
      detail,
    });
    return activation;
  }

  private async found({ list, id }: Place): Promise<CodeListProposal> {
    const proposal = uuid.test(id) ? await this.proposals.find(list, id) : undefined;
    if (proposal === undefined) throw problem('not-found');
    return proposal;
  }

  private async sha256Of(list: string): Promise<string> {
    const { files } = await this.changes.running();
    return files.files.get(fileOf(list))?.sha256 ?? createHash('sha256').digest('hex');
  }
}

/** What is looked at before it is activated: the ETag is over this. */
function view({ csv, baseSha256, ...shown }: CodeListProposal): object {
  void [csv, baseSha256];
  return shown;
}

function fileOf(list: string): string {
  return `code-lists/${list}.csv`;
}
