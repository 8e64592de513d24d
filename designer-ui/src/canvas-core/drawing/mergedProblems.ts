import type { PipelineDocument } from "../document/document";
import { find, printPath } from "../document/fieldPath";
import type { Problem } from "../document/problem";
import { isSame, type Json } from "../json/json";
import type { Checked } from "./checked";

/** What the browser finds itself, at every key; the store's words for the same come later and would only double it. */
const FOUND_HERE = new Set([
  "value.missing",
  "value.type",
  "value.range",
  "value.invalid",
  "node.type.unknown",
  "node.unknown",
  "port.unknown",
  "port.unconnected",
  "port.crowded",
  "edge.cycle",
]);

/**
 * One list of what the browser says of the drawing and what the store's check said of an earlier version of it.
 *
 * Nothing flickers: until the next check, the store's problems stay where the field they speak of still reads as it did.
 * Nothing is said twice: where both speak of the same thing, the browser's words stand.
 */
export function mergedProblems(
  local: readonly Problem[],
  checked: Checked | undefined,
  document: PipelineDocument,
  /** The document that was checked, where it is still known. */
  then: PipelineDocument | undefined,
): readonly Problem[] {
  const isFresh = then === document;
  const told = (checked?.problems ?? []).filter((problem) => {
    if (local.some((own) => isSameProblem(own, problem))) return false;
    if (isFresh) return true;
    return !FOUND_HERE.has(problem.code) && isUnchanged(problem, document, then);
  });
  const order = new Map(document.nodes.map(({ id }, index) => [id, index]));
  const rank = ({ nodeId }: Problem) => (nodeId === undefined ? -1 : (order.get(nodeId) ?? -1));
  return [...local, ...told].toSorted((one, other) => rank(one) - rank(other));
}

function isSameProblem(own: Problem, told: Problem): boolean {
  if (own.code !== told.code || own.nodeId !== told.nodeId) return false;
  return (
    own.fieldPath === undefined ||
    told.fieldPath === undefined ||
    printPath(own.fieldPath) === printPath(told.fieldPath)
  );
}

function isUnchanged(problem: Problem, now: PipelineDocument, then: PipelineDocument | undefined): boolean {
  const { nodeId } = problem;
  if (nodeId === undefined) return true;
  const node = now.nodes.find(({ id }) => id === nodeId);
  const before = then?.nodes.find(({ id }) => id === nodeId);
  if (!node) return false;
  if (!before || node === before || problem.fieldPath === undefined) return true;
  const at = (whole: typeof node) => find(whole as unknown as Json, problem.fieldPath ?? []);
  return isSame(at(node), at(before));
}
