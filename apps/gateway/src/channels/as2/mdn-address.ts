import type { as2 } from '#libs/channels';

/**
 * Whether an asynchronous MDN may go there. The address is in the transmission, which anybody may have written: it must be
 * at the partner's own host, or at one that was agreed.
 */
export function isAgreedAddress(url: string, { url: own, receive }: as2.CompleteSettings): boolean {
  if (url.length > 500 || !URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  const hosts = [new URL(own).hostname, ...receive.mdnHosts].map((host) => host.toLowerCase());
  return (
    /^https?:$/.test(protocol) && username === '' && password === '' && hosts.includes(hostname.toLowerCase())
  );
}
