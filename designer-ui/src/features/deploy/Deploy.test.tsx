// @vitest-environment happy-dom
import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Deployment, StateFate } from "../../ports/DeploymentStore";
import { deploymentOf } from "../../testing/deployments";
import { LATE_FLIGHTS } from "../../testing/documents";
import { mounted } from "../../testing/mounted";

const LOST: StateFate = {
  node: "weekly",
  label: "Weekly",
  state: "accumulators",
  fate: "rebuild",
  reason: "It counts other windows",
  needsConsent: true,
};

const KEPT: StateFate = {
  node: "flights",
  label: "Flights",
  state: "positions",
  fate: "keep",
  reason: "It is read on from where it was",
  needsConsent: false,
};

/** The panel that deploys, while the newest deployment is like this. */
async function deploying(own: Partial<Deployment>) {
  const world = mounted("/pipelines/late-flights", [LATE_FLIGHTS], undefined, ({ shared, deployments, now }) => {
    shared.revise(LATE_FLIGHTS.id, now);
    deployments.put(deploymentOf(LATE_FLIGHTS, now, 9_000, own));
  });
  await world.user.click(await screen.findByRole("button", { name: "Deploy" }));
  const panel = within(await screen.findByRole("dialog", { name: "Deploy" }));
  return { ...world, panel };
}

const SUSPENDED = { status: "stopped", desired: "suspended" } as const;

describe("Deploying", () => {
  it("goes on from a suspended deployment, and loses state only with consent", async () => {
    const { user, deployments, panel } = await deploying(SUSPENDED);
    deployments.compareAs([LOST, KEPT]);
    expect(
      await panel.findByRole("radio", { name: /Where revision 1 was at checkpoint 900 of/, checked: true }),
    ).toBeTruthy();
    await user.click(panel.getByRole("button", { name: "Deploy" }));
    expect(await panel.findByText("It counts other windows.")).toBeTruthy();
    expect(panel.getByText("Kept: how far it has read")).toBeTruthy();
    expect(deployments.deployed).toEqual([]);
    await user.click(panel.getByRole("checkbox", { name: "What Weekly knows may be lost" }));
    await user.click(panel.getByRole("button", { name: "Deploy" }));
    expect(await panel.findByText("Revision 2 is deployed.")).toBeTruthy();
    expect(deployments.deployed).toMatchObject([{ startFrom: { deployment: "d-1" }, consent: ["weekly"] }]);
  });

  it("asks anew when a node that may lose something would lose something else", async () => {
    const { user, deployments, panel } = await deploying(SUSPENDED);
    deployments.compareAs([LOST]);
    await panel.findByRole("radio", { name: /Where revision 1 was/ });
    await user.click(panel.getByRole("button", { name: "Deploy" }));
    await user.click(await panel.findByRole("checkbox", { name: "What Weekly knows may be lost" }));
    deployments.compareAs([{ ...LOST, reason: "Its key was `origin` and is now `week`" }]);
    await user.click(panel.getByRole("button", { name: "Deploy" }));
    const box = await panel.findByRole("checkbox", { name: "What Weekly knows may be lost", checked: false });
    expect(deployments.deployed).toEqual([]);
    await user.click(box);
    await user.click(panel.getByRole("button", { name: "Deploy" }));
    await waitFor(() => expect(deployments.deployed).toMatchObject([{ consent: ["weekly"] }]));
  });

  it("begins at the beginning, and says so, after one that ended before its first checkpoint", async () => {
    const { user, deployments, panel } = await deploying({ status: "failed", checkpoints: {} });
    expect(
      await panel.findByText("Nothing goes on from revision 1: it ended before its first checkpoint."),
    ).toBeTruthy();
    expect(panel.queryByRole("radio")).toBeNull();
    await user.click(panel.getByRole("button", { name: "Deploy" }));
    await waitFor(() => expect(deployments.deployed).toHaveLength(1));
    expect(deployments.deployed[0]).not.toHaveProperty("startFrom");
  });
});

describe("Replacing the one that runs", () => {
  it("is one act: it is suspended, and the new revision goes on from there", async () => {
    const { user, deployments, panel } = await deploying({ parallelism: 4 });
    deployments.compareAs([KEPT]);
    expect(await panel.findByRole("radio", { name: /Where revision 1 is when it ends/, checked: true })).toBeTruthy();
    await user.click(panel.getByRole("button", { name: "Replace the running one" }));
    expect(await panel.findByText("Revision 1 takes its last checkpoint and ends …")).toBeTruthy();
    expect((await deployments.find("d-1")).desired).toBe("suspended");
    expect(deployments.deployed).toEqual([]);
    act(() => deployments.happen("d-1", "stopped", { text: "Stopped at its last checkpoint." }));
    expect(await panel.findByText("Revision 2 is deployed.")).toBeTruthy();
    expect(panel.getByText("Kept: how far it has read")).toBeTruthy();
    expect(deployments.deployed).toMatchObject([
      { revision: 2, parallelism: 4, startFrom: { deployment: "d-1" }, consent: [] },
    ]);
  });

  it("leaves it running until what would be lost is consented to", async () => {
    const { user, deployments, panel } = await deploying({});
    deployments.compareAs([LOST]);
    await user.click(await panel.findByRole("button", { name: "Replace the running one" }));
    await user.click(await panel.findByRole("checkbox", { name: "What Weekly knows may be lost" }));
    expect((await deployments.find("d-1")).status).toBe("running");
    await user.click(panel.getByRole("button", { name: "Replace the running one" }));
    await panel.findByText("Revision 1 takes its last checkpoint and ends …");
    act(() => deployments.happen("d-1", "stopped", { text: "Stopped at its last checkpoint." }));
    await waitFor(() => expect(deployments.deployed).toMatchObject([{ consent: ["weekly"] }]));
  });

  it("deploys nothing when that finishes first", async () => {
    const { user, deployments, panel } = await deploying({});
    await user.click(await panel.findByRole("button", { name: "Replace the running one" }));
    await panel.findByText("Revision 1 takes its last checkpoint and ends …");
    act(() => deployments.happen("d-1", "finished", { text: "Finished." }));
    expect(
      await panel.findByText("Revision 1 has finished meanwhile. Deploy again to begin at the beginning."),
    ).toBeTruthy();
    expect(deployments.deployed).toEqual([]);
    expect(panel.getByRole("button", { name: "Deploy" })).toBeTruthy();
  });

  it("waits for one that is made to end in another way", async () => {
    const { deployments, panel } = await deploying({ status: "stopping", desired: "stopped" });
    expect(await panel.findByText(/Revision 1 is ending, and what it has read becomes visible/)).toBeTruthy();
    expect(panel.getByRole("button", { name: "Replace the running one" })).toHaveProperty("disabled", true);
    act(() => deployments.happen("d-1", "stopped", { text: "Stopped." }));
    await waitFor(() => expect(panel.getByRole("button", { name: "Deploy" })).toHaveProperty("disabled", false));
  });
});
