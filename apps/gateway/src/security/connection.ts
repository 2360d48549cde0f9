import { createHash, X509Certificate } from 'node:crypto';
import { BlockList, isIP, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { FastifyRequest } from 'fastify';

const forwardingHeaders = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/**
 * Who is at the other end of a connection, as far as TLS and addresses tell. Headers are believed only from machines that
 * were named as ours; whoever else sends them is not listened to.
 */
export class Connections {
  private readonly proxies = new BlockList();
  private readonly certificates = new WeakMap<Socket, { readonly thumbprint: string | undefined }>();

  /** @param trustedProxies addresses, or networks such as `10.0.0.0/8` */
  constructor(trustedProxies: readonly string[]) {
    for (const one of trustedProxies) {
      const [address = '', prefix] = one.split('/');
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
      if (prefix === undefined) this.proxies.addAddress(address, family);
      else this.proxies.addSubnet(address, Number(prefix), family);
    }
  }

  /** The address of the client: of the connection, or what a proxy of ours says about it. */
  addressOf({ raw: { socket }, headers }: FastifyRequest): string {
    const remote = socket.remoteAddress ?? '';
    if (!this.isProxy(remote)) return remote;
    const told = [headers['x-forwarded-for']].flat().join(',').split(',').at(-1)?.trim();
    return told === undefined || isIP(told) === 0 ? remote : told;
  }

  /** Whether the request was made on this machine, and not handed on by something that runs on it. */
  isFromHere({ raw: { socket }, headers }: FastifyRequest): boolean {
    const remote = socket.remoteAddress ?? '';
    const isLoopback = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(remote);
    return isLoopback && forwardingHeaders.every((name) => headers[name] === undefined);
  }

  /** SHA-256 in base64url of the certificate that the client has shown, and that its issuer vouches for (RFC 8705). */
  certificateOf(request: FastifyRequest): string | undefined {
    const { socket } = request.raw;
    if (this.isProxy(socket.remoteAddress ?? '')) return forwardedCertificate(request.headers['client-cert']);
    if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
    let known = this.certificates.get(socket);
    if (known === undefined) {
      const certificate = socket.getPeerX509Certificate();
      known = { thumbprint: certificate === undefined ? undefined : thumbprintOf(certificate.raw) };
      this.certificates.set(socket, known);
    }
    return known.thumbprint;
  }

  private isProxy(address: string): boolean {
    const plain = address.replace(/^::ffff:/, '');
    return isIP(plain) !== 0 && this.proxies.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
  }
}

/** RFC 9440: the DER bytes as a structured field, `:base64:`. */
function forwardedCertificate(header: string | string[] | undefined): string | undefined {
  const encoded = typeof header === 'string' ? /^:([A-Za-z0-9+/=]{1,20000}):$/.exec(header)?.[1] : undefined;
  if (encoded === undefined) return undefined;
  try {
    return thumbprintOf(new X509Certificate(Buffer.from(encoded, 'base64')).raw);
  } catch {
    // no certificate, and so nobody
    return undefined;
  }
}

function thumbprintOf(der: Buffer): string {
  return createHash('sha256').update(der).digest('base64url');
}
