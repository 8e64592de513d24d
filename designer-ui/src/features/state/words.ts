import { counted, sizeWords } from "../../app/figures";
import type { KeyedState } from "../../ports/DeploymentStore";

const ROLES: Readonly<Record<string, string>> = {
  positions: "how far it has read",
  accumulators: "what its groups have come to",
  left: "rows of the left side",
  right: "rows of the right side",
};

/** What a state is for, in words; one that is not known here by its own name. */
export function roleOf({ role }: Pick<KeyedState, "role">): string {
  return ROLES[role] ?? role;
}

/** How much of it there is for all keys. */
export function extentOf({ rows, bytes }: KeyedState): string {
  return `${counted(rows, "row")} · ${sizeWords(bytes)}`;
}

/** The states that a person may pick by their node: each node once, with the first of its states that has a key. */
export function nodesOf(states: readonly KeyedState[]): readonly KeyedState[] {
  const seen = new Set<string>();
  return states.filter(({ node }) => !seen.has(node) && seen.add(node));
}
