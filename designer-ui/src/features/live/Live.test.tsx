// @vitest-environment happy-dom
import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Deployment } from "../../ports/DeploymentStore";
import { deploymentOf, tappedOf } from "../../testing/deployments";
import { LATE_FLIGHTS } from "../../testing/documents";
import { mounted } from "../../testing/mounted";

const NOON = new Date("2026-01-01T12:00:00Z");

function watching(address = "?mode=live", own: Partial<Deployment> | "none" = {}) {
  const world = mounted(`/pipelines/late-flights${address}`, [LATE_FLIGHTS], undefined, ({ shared, deployments }) => {
    shared.revise(LATE_FLIGHTS.id, NOON);
    if (own !== "none") deployments.put(deploymentOf(LATE_FLIGHTS, NOON, 840, own));
  });
  const goOn = (seconds: number, further: Partial<Deployment> = {}) =>
    act(() => world.deployments.put(deploymentOf(LATE_FLIGHTS, NOON, seconds, further)));
  const health = async () => within(await screen.findByRole("region", { name: "Health" }));
  return { ...world, goOn, health };
}

describe("A pipeline in Live", () => {
  it("is offered to be deployed while nothing of it runs, and is watched as soon as something does", async () => {
    const { user, deployments } = watching("?mode=live", "none");
    expect(await screen.findByText("Nothing of this pipeline runs")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Deploy" }));
    const panel = within(await screen.findByRole("dialog", { name: "Deploy" }));
    await user.click(panel.getByRole("button", { name: "Deploy" }));
    expect(await screen.findByRole("region", { name: "Health" })).toBeTruthy();
    expect(deployments.deployed).toHaveLength(1);
  });

  it("is one click from Draw and back, with the same selection", async () => {
    const { user, history } = watching("?select=late");
    const mode = within(await screen.findByRole("navigation", { name: "Mode" }));
    expect(mode.getByRole("link", { name: "Draw" }).getAttribute("aria-current")).toBe("page");
    await user.click(mode.getByRole("link", { name: "Live" }));
    expect(await screen.findByRole("complementary", { name: "Figures of Late arrivals" })).toBeTruthy();
    const live = within(screen.getByRole("navigation", { name: "Mode" }));
    expect(live.getByRole("link", { name: "Live" }).getAttribute("aria-current")).toBe("page");
    await user.click(live.getByRole("link", { name: "Draw" }));
    expect(await screen.findByRole("form", { name: "Settings of Late arrivals" })).toBeTruthy();
    expect(history.location.search).toBe("?select=late");
  });

  it("says its health in one sentence and leads to the node that sets the pace", async () => {
    const { user, health, history } = watching();
    const strip = await health();
    expect(strip.getByRole("status").textContent).toBe(
      "● Running 14 min · revision 1 · 12.4 k rows/s · event time 3 s behind · checkpoint 1 s ago · 0 errors",
    );
    await user.click(strip.getByRole("button", { name: "Per airport and week" }));
    await waitFor(() => expect(history.location.search).toContain("select=weekly"));
    expect(await screen.findByRole("complementary", { name: "Figures of Per airport and week" })).toBeTruthy();
  });

  it("shows new figures each second, and exactly one bottleneck", async () => {
    const { goOn } = watching();
    expect((await screen.findAllByText("Bottleneck")).length).toBe(1);
    expect(screen.getAllByText("38 % busy · 3 s behind").length).toBeGreaterThan(0);
    goOn(841, {
      nodes: deploymentOf(LATE_FLIGHTS, NOON, 841).nodes.map((node) => ({ ...node, busy: 0.55, blocked: 0 })),
    });
    expect((await screen.findAllByText("55 % busy · 3 s behind")).length).toBeGreaterThan(0);
  });

  it("is never shown as running when nothing is heard of it", async () => {
    const { goOn, health, events } = watching();
    const strip = await health();
    goOn(840, { status: "noContact", noContact: { executor: "executor-1", since: NOON } });
    expect(await strip.findByText("No contact")).toBeTruthy();
    expect(screen.queryByText("Bottleneck")).toBeNull();
    goOn(840);
    expect(await strip.findByText("Running")).toBeTruthy();
    act(() => events.cut());
    expect(await strip.findByText(/with the control plane since .* last known: running/)).toBeTruthy();
    expect(strip.queryByText("Running")).toBeNull();
  });

  it("says what came of it, shows what it wrote, and runs again", async () => {
    const ended = { status: "finished", endedAt: NOON, summary: "Finished · 20,000 rows" } as const;
    const { user, files, health, deployments } = watching("?mode=live&panel=data", ended);
    files.contents.set("out/late-flights.ndjson", '{"origin":"SEA","flights":12}\n');
    expect((await health()).getByRole("status").textContent).toBe(
      "✓ Finished · 20,000 rows · took 14 min · revision 1",
    );
    expect(await screen.findByRole("cell", { name: "SEA" })).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Run again" }));
    await waitFor(() => expect(deployments.deployed).toHaveLength(1));
    expect(await screen.findByRole("button", { name: "Stop" })).toBeTruthy();
  });

  it("shows each file of a sink that writes a folder", async () => {
    const nodes = LATE_FLIGHTS.nodes.map((known) =>
      known.id === "result" ? { ...known, config: { path: "out/", format: "csv" } } : known,
    );
    const written = { ...LATE_FLIGHTS, nodes };
    const { user } = mounted("/pipelines/late-flights?mode=live&panel=data", [written], undefined, (world) => {
      world.shared.revise(written.id, NOON);
      world.deployments.put(deploymentOf(written, NOON, 840, { status: "finished", summary: "Finished · 2 rows" }));
      world.files.contents.set("out/part-0.csv", "origin\nSEA\n");
      world.files.contents.set("out/part-1.csv", "origin\nJFK\n");
    });
    expect(await screen.findByRole("cell", { name: "SEA" })).toBeTruthy();
    await user.selectOptions(screen.getByRole("combobox", { name: "Which file" }), "out/part-1.csv");
    expect(await screen.findByRole("cell", { name: "JFK" })).toBeTruthy();
  });

  it("shows rows that pass, the newest first, with NULL, and holds them", async () => {
    const { user, events } = watching("?mode=live&panel=data&select=departures");
    const panel = within(await screen.findByRole("region", { name: "Data" }));
    expect(
      await panel.findByText(/No row has passed since you began to look. 10,416,000 rows came by before/),
    ).toBeTruthy();
    act(() => events.publish("tap/d-1/departures/out", "change", tappedOf(0)));
    expect(await panel.findByText("newest 8 of 4,960 rows · 4,952 skipped")).toBeTruthy();
    expect(panel.getAllByRole("row")[1]?.textContent).toContain("06:17:00");
    expect(panel.getByText("NULL")).toBeTruthy();
    await user.click(panel.getByRole("button", { name: "Pause" }));
    expect(events.isHeard("tap/d-1/departures/out")).toBe(false);
    expect(panel.getByText("NULL")).toBeTruthy();
    await user.click(panel.getByRole("button", { name: "Go on" }));
    expect(events.isHeard("tap/d-1/departures/out")).toBe(true);
  });

  it("shows figures over time in words beside the lines", async () => {
    const { goOn } = watching("?mode=live&panel=chart");
    const rows = within(await screen.findByRole("region", { name: "Rows/s" }));
    expect(rows.getByText(/^in /)).toBeTruthy();
    goOn(841);
    expect(await rows.findByText("in 12.4 k")).toBeTruthy();
    expect(within(screen.getByRole("region", { name: "Busiest node" })).getByText("busy 97 %")).toBeTruthy();
  });

  it("tells what happened", async () => {
    watching("?mode=live&panel=events");
    expect(within(await screen.findByRole("list", { name: "Events" })).getByText("Deployed.")).toBeTruthy();
  });

  it("says when the draft is not what runs, and leads to what differs", async () => {
    const { user, edits, history } = watching();
    await screen.findByRole("region", { name: "Health" });
    act(() => edits("late-flights", "Grace", [{ edit: "renameNode", node: "late", name: "Too late" }]));
    expect(await screen.findByText(/Draft differs: 1 node/)).toBeTruthy();
    await user.click(screen.getByRole("link", { name: "Show" }));
    await waitFor(() => expect(history.location.search).toBe("?select=late"));
  });

  it("says that the control plane does not answer", async () => {
    mounted("/pipelines/late-flights?mode=live", [LATE_FLIGHTS], undefined, ({ deployments }) => deployments.cut());
    expect(await screen.findByText("The control plane does not answer.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Draw" })).toBeTruthy();
  });
});
