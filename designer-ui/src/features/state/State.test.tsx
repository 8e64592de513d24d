// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Deployment } from "../../ports/DeploymentStore";
import { deploymentOf } from "../../testing/deployments";
import { LATE_FLIGHTS } from "../../testing/documents";
import { mounted } from "../../testing/mounted";

const NOON = new Date("2026-01-01T12:00:00Z");

function looking(own: Partial<Deployment> = {}) {
  return mounted(
    "/pipelines/late-flights?mode=live&panel=state",
    [LATE_FLIGHTS],
    undefined,
    ({ shared, deployments }) => {
      shared.revise(LATE_FLIGHTS.id, NOON);
      deployments.put(deploymentOf(LATE_FLIGHTS, NOON, 840, own));
    },
  );
}

describe("The state of one key", () => {
  it("is looked up by node and key, and shown under the names of its columns as of a checkpoint", async () => {
    const { user, history } = looking();
    const form = within(await screen.findByRole("form", { name: "Which key" }));
    expect(form.getByText("118,204 rows · 48.2 MB")).toBeTruthy();
    await user.type(form.getByRole("textbox", { name: "origin" }), "SEA{Enter}");
    const kept = within(await screen.findByRole("region", { name: "What is kept" }));
    expect(await kept.findByText(/As of checkpoint 84 of/)).toBeTruthy();
    const table = kept.getByRole("table");
    expect(table.textContent).toContain("window_start");
    expect(within(table).getByRole("cell", { name: "412" })).toBeTruthy();
    expect(within(table).getByRole("cell", { name: "NULL" })).toBeTruthy();
    await user.click(kept.getByRole("button", { name: "Per airport and week" }));
    expect(history.location.search).toContain("select=weekly");
  });

  it("is preceded by how much each node keeps", async () => {
    looking();
    const each = within(await screen.findByRole("region", { name: "State of each node" }));
    expect(each.getByText(/All state of each node at checkpoint 84/)).toBeTruthy();
    expect(await each.findByText("48.2 MB · 118,204 rows")).toBeTruthy();
  });

  it("says that there is none, and which checkpoint says so", async () => {
    const { user } = looking();
    await user.type(await screen.findByRole("textbox", { name: "origin" }), "XYZ{Enter}");
    expect(await screen.findByText("No state for this key in checkpoint 84.")).toBeTruthy();
  });

  it("says in words why a key is none, with the node as people call it", async () => {
    const { user } = looking();
    await user.click(await screen.findByRole("button", { name: "Look up" }));
    const refused = await screen.findByRole("alert");
    expect(refused.textContent).toContain("Per airport and week: ");
    expect(refused.textContent).toContain("is no STRING");
  });

  it("waits for the first checkpoint", async () => {
    looking({ checkpoints: {} });
    expect(await screen.findByText(/There is no checkpoint yet/)).toBeTruthy();
  });
});
