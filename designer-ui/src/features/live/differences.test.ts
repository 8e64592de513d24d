import { describe, expect, it } from "vitest";
import { LATE_FLIGHTS, node } from "../../testing/documents";
import { differentNodes } from "./differences";

describe("The nodes that differ between draft and revision", () => {
  it("are none after a move, whatever the order of nodes and edges", () => {
    const { layout, nodes, edges } = LATE_FLIGHTS;
    const moved = { ...layout, positions: { ...layout.positions, late: { x: 8, y: 8 } } };
    const other = { ...LATE_FLIGHTS, layout: moved, nodes: nodes.toReversed(), edges: edges.toReversed() };
    expect(differentNodes(LATE_FLIGHTS, other)).toEqual([]);
  });

  it("are those set anew, added, removed, and fed by others", () => {
    const nodes = [
      ...LATE_FLIGHTS.nodes
        .filter(({ id }) => id !== "departures")
        .map((known) => (known.id === "late" ? { ...known, config: { condition: "delay > 60" } } : known)),
      node("added", "file-sink"),
    ];
    const edges = LATE_FLIGHTS.edges.filter(({ from }) => from.node !== "departures");
    expect(differentNodes(LATE_FLIGHTS, { ...LATE_FLIGHTS, nodes, edges }).toSorted()).toEqual([
      "added",
      "departures",
      "event-time",
      "late",
    ]);
  });
});
