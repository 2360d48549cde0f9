/** AS2 names: whose a transmission is, and ours. */
export const as2Names = { from: 'NEWCOMER', to: 'BIANZU-RAIL' };

const statuses = 'mapping: sys-4/transport-status-to-status, format: json';

/** The schema of what the partner gets, and one that no status obeys. */
export const schemas = { right: 'sources/sys-4/status-notice', wrong: 'canonical/party/1' };

/**
 * The file of a partner outside with agreements in both directions: one to send by, in use, with an answer in its inbox; one to try
 * out; and three about what it gets, of which two are versions of the same that cannot be live at once.
 */
export function newcomerFile(): string {
  const outbound = (id: string, version: number): string =>
    `  - { id: ${id}, version: ${version}, direction: outbound, state: test, channel: amqp, schema: ${schemas.right}, ${statuses} }\n`;
  return `partner: newcomer
name: { zh: 新客户, en: Newcomer }
channels: [rest]
acknowledgement: { format: json, when: always, connection: inbox }
connections:
  inbox: { channel: inbox, settings: {} }
  as2: { channel: as2, settings: { url: 'http://127.0.0.1:9/as2', as2From: ${as2Names.to}, as2To: ${as2Names.from} } }
agreements:
  - id: sent
    version: 1
    recognise: { format: json, fileName: order.json }
    schema: canonical/transport-order/1
    mappings: []
    reference: [documentId]
  - id: order
    version: 1
    state: test
    recognise: { format: xml, root: KHDD }
    schema: sources/sys-1/order
    mappings: [sys-1/order-to-transport-order]
    reference: [BWT/BWBH]
${outbound('fetched', 1)}${outbound('fetched', 2)}${outbound('another', 1)}`;
}
