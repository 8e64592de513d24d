import { describe, expect, it } from "vitest";
import { deploymentOf, metricsOf } from "../../testing/deployments";
import { LATE_FLIGHTS } from "../../testing/documents";
import { pointNow, pointsOf, SHOWN_SECONDS, withPoint } from "./series";

const NOON = new Date("2026-01-01T12:00:00Z");
const RUNNING = deploymentOf(LATE_FLIGHTS, NOON, 840);

describe("The figures of a chart", () => {
  it("tell of the whole what goes in at sources and comes out at sinks, the furthest behind and the busiest", () => {
    const now = pointNow(RUNNING, NOON, undefined);
    expect(now).toMatchObject({ at: NOON.getTime() / 1_000, rowsIn: 12_400, lag: 3, busy: 0.97, blocked: 0.62 });
    expect(now.rowsOut).toBeCloseTo(9.92);
  });

  it("tell of a node its own", () => {
    expect(pointNow(RUNNING, NOON, "late")).toMatchObject({
      rowsIn: 12_400,
      rowsOut: 4_960,
      busy: 0.21,
      blocked: 0.62,
    });
  });

  it("come from history by the second, whatever its step", () => {
    const metrics = metricsOf(RUNNING, NOON);
    const points = pointsOf(metrics, RUNNING, undefined);
    expect(points).toHaveLength(600);
    const coarse = pointsOf({ ...metrics, step: 10 }, RUNNING, undefined);
    expect(coarse[7]?.rowsIn).toBeCloseTo((points[7]?.rowsIn ?? 0) / 10);
  });

  it("leave out the lag of a replay, and drop what is older than is shown", () => {
    const nodes = RUNNING.nodes.map((node) => ({ ...node, watermark: new Date("2001-01-01T00:00:00Z") }));
    expect(pointNow({ ...RUNNING, nodes }, NOON, undefined).lag).toBeNull();
    const next = pointNow(RUNNING, NOON, undefined);
    const old = { ...next, at: next.at - SHOWN_SECONDS };
    expect(withPoint([old, { ...next, at: next.at - 1 }, next], next)).toEqual([{ ...next, at: next.at - 1 }, next]);
  });
});
