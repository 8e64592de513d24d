// @vitest-environment happy-dom
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { deploymentOf } from "../../testing/deployments";
import { LATE_FLIGHTS } from "../../testing/documents";
import { mounted } from "../../testing/mounted";

function deployed(address: string, seconds: readonly number[] = [840]) {
  let now = new Date();
  const world = mounted(address, [LATE_FLIGHTS], undefined, ({ shared, deployments, now: noon }) => {
    now = noon;
    shared.revise(LATE_FLIGHTS.id, noon);
    for (const [i, age] of seconds.entries()) {
      const ended = i > 0 ? { status: "stopped", summary: "Stopped · 12 rows" } : {};
      deployments.put(deploymentOf(LATE_FLIGHTS, noon, age, { id: `d-${i + 1}`, ...ended }));
    }
  });
  return { ...world, now };
}

describe("Deployments", () => {
  it("are listed with their status in words, active ones first, all when asked for", async () => {
    const { user } = deployed("/deployments", [840, 9_000]);
    const table = within(await screen.findByRole("table", { name: "Deployments" }));
    expect(table.getAllByRole("row")).toHaveLength(2);
    expect(table.getByText("Running")).toBeTruthy();
    expect(table.getByText("14 min")).toBeTruthy();
    expect(table.getByText("12.4 k")).toBeTruthy();
    await user.click(screen.getByRole("link", { name: "All" }));
    expect(await screen.findByText("Stopped")).toBeTruthy();
  });

  it("say that there is none, and that none runs", async () => {
    deployed("/deployments", []);
    expect(await screen.findByText("Nothing was deployed yet")).toBeTruthy();
    const { deployments, now } = deployed("/deployments");
    await screen.findByText("Running");
    deployments.put(deploymentOf(LATE_FLIGHTS, now, 840, { status: "finished" }));
    expect(await screen.findByText("Nothing runs at present")).toBeTruthy();
  });

  it("are not shown as running while an executor is silent", async () => {
    const { deployments, now } = deployed("/deployments");
    await screen.findByText("Running");
    deployments.put(
      deploymentOf(LATE_FLIGHTS, now, 840, { status: "noContact", noContact: { executor: "executor-1", since: now } }),
    );
    expect(await screen.findByText("No contact")).toBeTruthy();
    expect(screen.queryByText("Running")).toBeNull();
    expect(screen.queryByText("12.4 k")).toBeNull();
  });

  it("say what stopping does, and stop", async () => {
    const { user, deployments } = deployed("/deployments/d-1");
    await user.click(await screen.findByRole("button", { name: "Stop" }));
    expect(await screen.findByText(/Stops 12\.4 k rows\/s of Late flights/)).toBeTruthy();
    expect(screen.getByText(/What came after checkpoint 84, 1 s ago, is dropped/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Stop reading" }));
    const events = within(await screen.findByRole("list", { name: "Events" }));
    expect(await events.findByText(/Asked to stop/)).toBeTruthy();
    expect((await deployments.find("d-1")).status).toBe("stopping");
  });

  it("are suspended, to be gone on from", async () => {
    const { user, deployments } = deployed("/deployments/d-1");
    await user.click(await screen.findByRole("button", { name: "Stop" }));
    await user.click(await screen.findByRole("button", { name: "Suspend" }));
    const events = within(await screen.findByRole("list", { name: "Events" }));
    expect(await events.findByText(/Asked to suspend/)).toBeTruthy();
    expect((await deployments.find("d-1")).desired).toBe("suspended");
    deployments.happen("d-1", "stopped", { text: "Stopped at its last checkpoint." });
    await user.click(await screen.findByRole("button", { name: "Run again" }));
    await user.click(await screen.findByRole("button", { name: "Go on" }));
    await waitFor(() =>
      expect(deployments.deployed).toMatchObject([{ revision: 1, startFrom: { deployment: "d-1" } }]),
    );
  });

  it("offer no way to go on from one that read on", async () => {
    const { user, deployments, now } = deployed("/deployments/d-1");
    deployments.put(deploymentOf(LATE_FLIGHTS, now, 840, { status: "stopped", desired: "stopped" }));
    await user.click(await screen.findByRole("button", { name: "Run again" }));
    await waitFor(() => expect(deployments.deployed).toHaveLength(1));
    expect(deployments.deployed[0]).not.toHaveProperty("startFrom");
  });

  it("say why one cannot be gone on from that ended before its first checkpoint", async () => {
    const { user, deployments, now } = deployed("/deployments/d-1");
    deployments.put(deploymentOf(LATE_FLIGHTS, now, 5, { status: "failed", checkpoints: {} }));
    await user.click(await screen.findByRole("button", { name: "Run again" }));
    expect(await screen.findByText(/It ended before its first checkpoint/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Go on" })).toHaveProperty("disabled", true);
    await user.click(screen.getByRole("button", { name: "Begin anew" }));
    await waitFor(() => expect(deployments.deployed).toHaveLength(1));
  });

  it("go on in more parts while they run, and say what that waits for", async () => {
    const { user, deployments } = deployed("/deployments/d-1");
    await user.click(await screen.findByRole("button", { name: "Change" }));
    await user.type(await screen.findByRole("textbox", { name: "Parallel parts" }), "{arrowup}{arrowup}");
    await user.click(screen.getByRole("button", { name: "Go on in 4 parts" }));
    expect(await screen.findByText("2, becomes 4")).toBeTruthy();
    expect(screen.getByText("It waits for the next checkpoint.")).toBeTruthy();
    expect((await deployments.find("d-1")).rescale?.parallelism).toBe(4);
  });

  it("tell in words what happened, why, and what to do", async () => {
    const { deployments } = deployed("/deployments/d-1");
    const events = within(await screen.findByRole("list", { name: "Events" }));
    expect(await events.findByText("Deployed.")).toBeTruthy();
    const reason = { code: "x", message: "`dely` is no number", remedy: "Change the pipeline.", nodeId: "late" };
    deployments.happen("d-1", "failed", { text: "Failed, and is not started again.", reason });
    expect(await events.findByText("Failed, and is not started again.")).toBeTruthy();
    expect((await screen.findAllByText(/Late arrivals:/)).length).toBe(2);
    expect(screen.getAllByText("Change the pipeline.").length).toBe(2);
  });

  it("run again, and lead to the new one", async () => {
    const { user, history, deployments, now } = deployed("/deployments/d-1");
    deployments.put(deploymentOf(LATE_FLIGHTS, now, 840, { status: "finished" }));
    await user.click(await screen.findByRole("button", { name: "Run again" }));
    await waitFor(() => expect(history.location.pathname).toBe("/w/default/deployments/deployment-1"));
    expect((await screen.findAllByText("Running")).length).toBeGreaterThan(0);
  });

  it("say that one is not there", async () => {
    deployed("/deployments/gone");
    expect(await screen.findByText("There is no deployment gone.")).toBeTruthy();
  });
});
