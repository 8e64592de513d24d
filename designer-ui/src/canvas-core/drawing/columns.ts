import { inputsOf, type NodeTypeDescriptor } from "../catalogue/catalogue";
import type { Node, PipelineDocument } from "../document/document";
import { type Checked, type Column, schemaAt } from "./checked";

/**
 * The columns that rows have where they come into a node, by the last check: at one input or, without a name, at all. An
 * input that was tied after the check has those of the output at its other end.
 */
export function columnsInto(
  document: PipelineDocument,
  checked: Checked | undefined,
  node: string,
  input?: string,
): readonly Column[] {
  const seen = new Map<string, Column>();
  for (const { from, to } of document.edges) {
    if (to.node !== node || (input !== undefined && to.port !== input)) continue;
    const schema = schemaAt(checked, "output", from.node, from.port) ?? schemaAt(checked, "input", node, to.port);
    for (const column of schema?.columns ?? []) seen.set(column.name, column);
  }
  return [...seen.values()];
}

/** The rows of an input as a query sees them. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** What comes into a node by each input: a query calls it by the name that the list of inputs gives it, or by that of its port. */
export function tablesInto(
  document: PipelineDocument,
  checked: Checked | undefined,
  node: Node,
  type: NodeTypeDescriptor,
): readonly Table[] {
  const inputs = inputsOf(type, node.config);
  // The fixed ports have a summary for people to read, and those of the list the name that the query knows them by.
  const areFixed = inputs === type.ports.inputs;
  return inputs.map(({ name, summary }) => ({
    name: !areFixed && summary !== "" ? summary : name,
    columns: columnsInto(document, checked, node.id, name),
  }));
}
