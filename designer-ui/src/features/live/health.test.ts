import { describe, expect, it } from "vitest";
import type { Deployment, Reason } from "../../ports/DeploymentStore";
import { checkpointsFailing } from "../../testing/checkpoints";
import { deploymentOf } from "../../testing/deployments";
import { LATE_FLIGHTS } from "../../testing/documents";
import { healthOf } from "./health";

const NOW = new Date("2026-01-01T12:00:00Z");
const titleOf = (node: string) => node;
const RUNNING = deploymentOf(LATE_FLIGHTS, NOW, 840, { revision: 7 });
const REASON: Reason = { code: "x", message: "`x` is no date", remedy: "Change the input.", nodeId: "departures" };

function told(own: Partial<Deployment>, lostSince?: Date) {
  const { status, rest, trouble } = healthOf(
    { ...RUNNING, ...own },
    { now: NOW, titleOf, executorName: (id: string) => `mill · ${id}`, timeZone: "UTC", lostSince },
  );
  return { sentence: `${status} ${rest}`, trouble };
}

const calm = RUNNING.nodes.map((node) => ({ ...node, busy: 0.3, blocked: 0 }));
const free = RUNNING.edges.map((edge) => ({ ...edge, backPressure: 0 }));

describe("The health of a deployment", () => {
  it("is one sentence while it is well", () => {
    expect(told({ nodes: calm, edges: free })).toEqual({
      sentence: "running 14 min · revision 7 · 12.4 k rows/s · event time 3 s behind · checkpoint 1 s ago · 0 errors",
      trouble: undefined,
    });
  });

  it("names the node that sets the pace, and before that the node whose rows fail", () => {
    expect(told({}).trouble).toEqual({
      node: "weekly",
      text: "sets the pace: busy 97 % of its time, while late waits for room 62 % of the time",
    });
    const nodes = RUNNING.nodes.map((node) =>
      node.node === "departures" ? { ...node, rowsFailed: 3, firstErrors: [REASON] } : node,
    );
    expect(told({ nodes })).toEqual({
      sentence: "running 14 min · revision 7 · 12.4 k rows/s · event time 3 s behind · checkpoint 1 s ago · 3 errors",
      trouble: { node: "departures", text: "3 rows failed: `x` is no date", remedy: "Change the input." },
    });
  });

  it("says since when no checkpoint comes about, and why, before it says what sets the pace", () => {
    const { sentence, trouble } = told({ checkpoints: checkpointsFailing(NOW) });
    expect(sentence).toContain("checkpoint 40 s ago");
    expect(trouble?.text).toMatch(/^No checkpoint since .*:30.*, 3 failed: Checkpoint 84 failed on executor/);
    expect(trouble?.remedy).toContain("tried again");
    expect(told({ checkpoints: {}, nodes: calm, edges: free }).sentence).not.toContain("checkpoint");
  });

  it("tells which event time a replay has come to, instead of years behind", () => {
    const nodes = calm.map((node) => ({ ...node, watermark: new Date("2001-01-03T04:00:00Z") }));
    expect(told({ nodes, edges: free }).sentence).toContain("event time Jan 3, 2001, 4:00:00");
  });

  it("says how far the savepoint is that it starts from, and what that waits for", () => {
    const starting = { status: "starting", executors: [] } as const;
    expect(told({ ...starting, restoring: { savepoint: "s-7", bytes: 0, of: 0 } }).sentence).toBe(
      "starting 14 min · revision 7 · restores the savepoint s-7",
    );
    expect(told({ ...starting, restoring: { savepoint: "s-7", bytes: 50, of: 120 } }).sentence).toContain(
      "restores the savepoint s-7, 41 %",
    );
    const waitsFor = "An executor has to be there, which reads it.";
    expect(told({ ...starting, restoring: { savepoint: "s-7", bytes: 0, of: 0, waitsFor } }).trouble?.text).toBe(
      "An executor has to be there, which reads it",
    );
  });

  it("never calls running what is not heard", () => {
    const since = new Date("2026-01-01T11:59:48Z");
    const silent = told({ status: "noContact", noContact: { executor: "executor-1", since } });
    expect(silent.sentence).toMatch(
      /^noContact with mill · executor-1 since .*:48.* · revision 7 · figures are of then$/,
    );
    expect(told({}, since).sentence).toMatch(
      /^noContact with the control plane since .*:48.* · revision 7 · last known: running$/,
    );
  });

  it("says why it starts again or has failed, where, and the remedy", () => {
    const trouble = { node: "departures", text: "`x` is no date", remedy: "Change the input." };
    const statusSince = new Date("2026-01-01T11:59:50Z");
    expect(told({ status: "restarting", restarts: 2, reason: REASON, statusSince })).toEqual({
      sentence: "restarting 10 s · revision 7 · 2 restarts",
      trouble,
    });
    expect(told({ status: "failed", reason: REASON, statusSince, summary: "Failed · 12 rows" })).toEqual({
      sentence: "failed 10 s ago · revision 7 · 12 rows",
      trouble,
    });
  });

  it("says what came of it, also when the control plane is not heard any more", () => {
    const ended = { status: "finished", summary: "Finished · 20,000 rows", endedAt: NOW } as const;
    expect(told(ended, NOW).sentence).toBe("finished 20,000 rows · took 14 min · revision 7");
    expect(told({ status: "starting", executors: [] }).sentence).toContain("waits for executors");
  });
});
