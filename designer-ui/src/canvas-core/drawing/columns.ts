import type { PipelineDocument } from "../document/document";
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
