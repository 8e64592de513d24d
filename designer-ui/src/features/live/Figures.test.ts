import { describe, expect, it } from "vitest";
import { edgeKey } from "../../canvas-core/document/document";
import { deploymentOf } from "../../testing/deployments";
import { LATE_FLIGHTS } from "../../testing/documents";
import { Figures } from "./Figures";

const NOON = Date.parse("2026-01-01T12:00:00Z");
const at = (seconds: number) => new Date(NOON + seconds * 1_000);
const [firstEdge] = LATE_FLIGHTS.edges;
const KEY = firstEdge ? edgeKey(firstEdge) : "";

describe("Figures", () => {
  it("keep a look that did not change, so that nothing is drawn again, and make a new one where it did", () => {
    const before = deploymentOf(LATE_FLIGHTS, at(0), 100);
    const figures = new Figures(before, at(0), (node) => node);
    const [node, edge] = [figures.node("late"), figures.edge(KEY)];
    figures.take({ ...before, attempt: 2 }, at(0));
    expect(figures.node("late")).toBe(node);
    expect(figures.edge(KEY)).toBe(edge);
    figures.take(deploymentOf(LATE_FLIGHTS, at(1), 101), at(1));
    expect(figures.edge(KEY)).not.toBe(edge);
    expect(figures.edge(KEY)?.rows).toBe(12_400 * 101);
  });

  it("know since when an edge has had no row", () => {
    const before = deploymentOf(LATE_FLIGHTS, at(0), 100);
    const figures = new Figures(before, at(0), (node) => node);
    figures.take(before, at(9));
    expect(figures.edge(KEY)?.isQuiet).toBe(false);
    figures.take(before, at(10));
    expect(figures.edge(KEY)?.isQuiet).toBe(true);
    figures.take(deploymentOf(LATE_FLIGHTS, at(11), 101), at(11));
    expect(figures.edge(KEY)?.isQuiet).toBe(false);
  });

  it("give exactly one bottleneck while it runs, and none after", () => {
    const running = deploymentOf(LATE_FLIGHTS, at(0), 100);
    const figures = new Figures(running, at(0), (node) => node);
    const marked = () => LATE_FLIGHTS.nodes.filter(({ id }) => figures.node(id)?.bottleneck !== undefined);
    expect(marked().map(({ id }) => id)).toEqual(["weekly"]);
    figures.take({ ...running, status: "noContact" }, at(1));
    expect(marked()).toEqual([]);
  });

  it("tell their listeners until these leave", () => {
    const figures = new Figures(deploymentOf(LATE_FLIGHTS, at(0), 1), at(0), (node) => node);
    let heard = 0;
    const leave = figures.subscribe(() => heard++);
    figures.take(figures.deployment(), at(1));
    leave();
    figures.take(figures.deployment(), at(2));
    expect(heard).toBe(1);
  });
});
