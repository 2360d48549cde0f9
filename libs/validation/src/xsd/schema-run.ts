import type { DocumentNode } from '#libs/message';
import { StageError } from '#libs/message';
import { ParseOption, XmlDocument, XmlLibError, XmlParseError, XmlValidateError } from 'libxml2-wasm';
import type { ErrorDetail, XsdValidator } from 'libxml2-wasm';
import type { EditedTree } from './edited-tree.js';
import { findNode } from './find-node.js';
import { schemaFault, type SchemaFault } from './schema-fault.js';
import { writeInstance } from './write-instance.js';

const parseOptions = { option: ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_COMPACT };

/**
 * Has libxml2 look once at an edited tree. Everything that it allocates is given back before this returns.
 *
 * @throws StageError when libxml2 itself gives up
 */
export function runSchema(
  validator: XsdValidator,
  targetNamespace: string,
  root: DocumentNode,
  tree: EditedTree,
): SchemaFault[] {
  let instance: XmlDocument | undefined;
  try {
    // Node encodes UTF-8 faster than the JavaScript around libxml2 does.
    instance = XmlDocument.fromBuffer(Buffer.from(writeInstance(root, tree, targetNamespace)), parseOptions);
    validator.validate(instance);
    return [];
  } catch (error) {
    if (error instanceof XmlValidateError) return faultsOf(error.details, root, tree);
    if (error instanceof XmlParseError) return [{ node: root, text: error.message.trim() }];
    const reason = error instanceof XmlLibError || error instanceof Error ? error.message : String(error);
    throw new StageError('validate', `libxml2 could not validate: ${reason}`, false, { cause: error });
  } finally {
    instance?.dispose();
  }
}

/** Faults inside elements that we put in ourselves are left out. */
function faultsOf(details: readonly ErrorDetail[], root: DocumentNode, tree: EditedTree): SchemaFault[] {
  const faults: SchemaFault[] = [];
  for (const detail of details) {
    const node = findNode(root, tree, detail.xpath ?? '');
    const fault = schemaFault(detail.message, node);
    // One of ours in the wrong place is a fault of its parent, and tells the repair that it guessed wrong.
    if (!insidePlaceholder(fault.content?.parent ?? node, tree)) faults.push(fault);
  }
  return faults;
}

function insidePlaceholder(node: DocumentNode, tree: EditedTree): boolean {
  for (let at: DocumentNode | undefined = node; at !== undefined; at = at.parent) {
    if (tree.isPlaceholder(at)) return true;
  }
  return false;
}
