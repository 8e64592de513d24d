import { stepTo } from "../../canvas-core/document/fieldPath";
import type { JsonArray } from "../../canvas-core/json/json";

/** What tells the elements of a list apart: the id where there is one; an element without one is its place. */
export function keyOf(list: JsonArray, index: number): string {
  const step = stepTo(list, index);
  return step.element ?? String(index);
}

/** One of what a label names; undefined where English does not tell. */
export function singular(label: string): string | undefined {
  if (label.endsWith("ches") || label.endsWith("ses")) return label.slice(0, -2);
  return label.endsWith("s") ? label.slice(0, -1) : undefined;
}
