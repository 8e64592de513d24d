import type { PipelineDocument } from "../document/document";
import { isSame } from "../json/json";

/** Whether two documents give the same rows: names, places and words about them make no difference. */
export function isSameRun(one: PipelineDocument, other: PipelineDocument): boolean {
  if (one === other) return true;
  return (
    isSame(one.edges, other.edges) &&
    isSame(one.settings, other.settings) &&
    isSame(one.parameters, other.parameters) &&
    one.nodes.length === other.nodes.length &&
    one.nodes.every((node, i) => {
      const before = other.nodes[i];
      return node === before || (before !== undefined && isSame({ ...node, name: "" }, { ...before, name: "" }));
    })
  );
}
