import { describe, expect, it } from "vitest";
import type { EdgeFigures, NodeFigures } from "../../ports/DeploymentStore";
import { bottleneckOf } from "./bottleneck";

function node(id: string, busy: number, blocked = 0): NodeFigures {
  const rows = { rowsIn: 0, rowsOut: 0, rowsFailed: 0, rowsLate: 0, rowsPerSecondIn: 0, rowsPerSecondOut: 0 };
  return { node: id, ...rows, busy, blocked, idle: 1 - busy - blocked, stateBytes: 0, coldBytes: 0, firstErrors: [] };
}

function edge(from: string, to: string, backPressure: number): EdgeFigures {
  const end = (id: string, port: string) => ({ node: id, port });
  return { from: end(from, "out"), to: end(to, "in"), rows: 0, rowsPerSecond: 0, backPressure };
}

const name = (id: string) => id.toUpperCase();

describe("The bottleneck", () => {
  it("is the node that others wait for and that waits for none, however far the waiting reaches", () => {
    const nodes = [node("a", 0.2, 0.7), node("b", 0.4, 0.5), node("c", 0.97), node("d", 0.1)];
    const edges = [edge("a", "b", 0.7), edge("b", "c", 0.5), edge("c", "d", 0)];
    expect(bottleneckOf({ nodes, edges }, name)).toEqual({
      node: "c",
      why: "busy 97 % of its time, while B waits for room 50 % of the time",
    });
  });

  it("is the busiest of several that are waited for", () => {
    const nodes = [node("a", 0.2, 0.7), node("b", 0.6), node("c", 0.9)];
    expect(bottleneckOf({ nodes, edges: [edge("a", "b", 0.7), edge("a", "c", 0.7)] }, name)?.node).toBe("c");
  });

  it("is one that never rests where nobody waits, and else there is none", () => {
    const edges = [edge("a", "b", 0)];
    expect(bottleneckOf({ nodes: [node("a", 0.95), node("b", 0.3)], edges }, name)).toEqual({
      node: "a",
      why: "busy 95 % of its time; nothing waits for it",
    });
    expect(bottleneckOf({ nodes: [node("a", 0.5), node("b", 0.3)], edges }, name)).toBeUndefined();
    expect(bottleneckOf({ nodes: [], edges: [] }, name)).toBeUndefined();
  });
});
