// @vitest-environment happy-dom
import { act, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Deployment } from "../../ports/DeploymentStore";
import { checkpointsFailing } from "../../testing/checkpoints";
import { deploymentOf } from "../../testing/deployments";
import { LATE_FLIGHTS } from "../../testing/documents";
import { mounted } from "../../testing/mounted";
import { progressOf } from "./words";

const NOON = new Date("2026-01-01T12:00:00Z");

function at(address: string, own: Partial<Deployment> = {}) {
  return mounted(address, [LATE_FLIGHTS], undefined, ({ shared, deployments }) => {
    shared.revise(LATE_FLIGHTS.id, NOON);
    deployments.put(deploymentOf(LATE_FLIGHTS, NOON, 840, own));
  });
}

const PANEL = "/pipelines/late-flights?mode=live&panel=checkpoints";

describe("The checkpoints of a deployment", () => {
  it("are told at a glance, in figures, and node by node", async () => {
    const { user, history } = at(PANEL);
    expect(await screen.findByText("Checkpoint 84 is 1 s old. A restart goes on from there.")).toBeTruthy();
    expect(screen.getByRole("img", { name: /^40 checkpoints, 2 failed, the last took/ })).toBeTruthy();
    const table = within(screen.getByRole("region", { name: "Checkpoints, the latest first" }));
    const [first] = table.getAllByRole("row").slice(1);
    expect(first?.textContent).toContain("48.2 MB");
    const button = table.getByRole("button", { name: "84" });
    await user.click(button);
    expect(button.getAttribute("aria-expanded")).toBe("true");
    const nodes = within(await screen.findByRole("region", { name: "Checkpoint 84" }));
    expect(await nodes.findByText("48.2 MB · 118,204 rows")).toBeTruthy();
    await user.click(nodes.getByRole("button", { name: "Per airport and week" }));
    expect(history.location.search).toContain("select=weekly");
    await user.click(button);
    expect(screen.queryByRole("region", { name: "Checkpoint 84" })).toBeNull();
  });

  it("are asked for again when another one has come about", async () => {
    const { deployments } = at(PANEL);
    await screen.findByRole("button", { name: "84" });
    act(() => deployments.put(deploymentOf(LATE_FLIGHTS, NOON, 850)));
    expect(await screen.findByRole("button", { name: "85" })).toBeTruthy();
  });

  it("that fail say since when and why, each of them with the way out", async () => {
    const { user } = at(PANEL, { checkpoints: checkpointsFailing(NOON) });
    expect(await screen.findByText(/^None has come about since .*:30.*, 3 failed\./)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "84" }));
    const failed = within(await screen.findByRole("region", { name: "Checkpoint 84" }));
    expect(await failed.findByText(/no space left on/)).toBeTruthy();
    expect(failed.getByText(/it is tried again/)).toBeTruthy();
  });

  it("need not be there", async () => {
    at(PANEL, { checkpoints: {} });
    expect(
      await screen.findByText("There is no checkpoint yet. A restart begins where this deployment began."),
    ).toBeTruthy();
    expect(screen.queryByRole("table")).toBeNull();
  });

  it("say how far the one has come that is being taken", () => {
    const far = (executors: number, aligned: number, written: number) =>
      progressOf(
        { underWay: { number: 9, since: new Date(NOON.getTime() - 4_000), executors, aligned, written } },
        NOON,
      );
    expect(far(3, 1, 0)).toBe("Checkpoint 9 since 4 s: the barrier has passed 1 of 3 executors");
    expect(far(3, 3, 2)).toBe("Checkpoint 9 since 4 s: 2 of 3 executors have written");
    expect(far(3, 3, 3)).toBe("Checkpoint 9 since 4 s: all is written; the manifest follows");
    expect(far(1, 0, 0)).toBe("Checkpoint 9 since 4 s: waits for the barrier to pass all tasks");
  });
});

describe("The attempts of a deployment", () => {
  it("say from where each began, on what it ran, what broke it and how long nothing ran", async () => {
    at("/deployments/d-1", { attempt: 2, restarts: 1 });
    const [latest, first] = within(await screen.findByRole("list", { name: "Attempts" })).getAllByRole("listitem");
    expect(latest?.textContent).toMatch(/Attempt 2, from checkpoint 11 of/);
    expect(latest?.textContent).toContain("Before it nothing ran for 10.7 s.");
    expect(latest?.textContent).toContain("Has run for");
    expect(first?.textContent).toContain("Attempt 1, from the beginning");
    expect(first?.textContent).toContain("Ran 1 min on mill-1 · 4242, mill-2 · 4711, then broke.");
    expect(first?.textContent).toContain("Nothing was heard from mill-2 · 4711 for 15 s");
  });
});
