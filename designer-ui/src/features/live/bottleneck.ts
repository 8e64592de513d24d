import { percent } from "../../app/figures";
import type { Deployment } from "../../ports/DeploymentStore";

/** The node that holds the others up, and why it is thought so. */
export interface Bottleneck {
  readonly node: string;
  readonly why: string;
}

/** Rows find no room before a node for at least this share of time: somebody waits for it. */
const WAITED_FOR = 0.1;

/** A node that is itself held up for this share of time is not to blame. */
const HELD_UP = 0.2;

/** A node that works this share of time sets the pace even where nobody waits for it. */
const ALWAYS_BUSY = 0.8;

/**
 * The one node that sets the pace: the busiest of those that others wait for and that do not wait themselves; where
 * nobody waits, the busiest of those that hardly rest. There may be none.
 */
export function bottleneckOf(
  { nodes, edges }: Pick<Deployment, "nodes" | "edges">,
  titleOf: (node: string) => string,
): Bottleneck | undefined {
  const free = nodes.filter(({ blocked }) => blocked < HELD_UP).toSorted((one, other) => other.busy - one.busy);
  for (const { node, busy } of free) {
    const [worst] = edges
      .filter(({ to, backPressure }) => to.node === node && backPressure >= WAITED_FOR)
      .toSorted((one, other) => other.backPressure - one.backPressure);
    if (worst) {
      const waits = `${titleOf(worst.from.node)} waits for room ${percent(worst.backPressure)} of the time`;
      return { node, why: `busy ${percent(busy)} of its time, while ${waits}` };
    }
  }
  const [busiest] = free;
  return busiest && busiest.busy >= ALWAYS_BUSY
    ? { node: busiest.node, why: `busy ${percent(busiest.busy)} of its time; nothing waits for it` }
    : undefined;
}
