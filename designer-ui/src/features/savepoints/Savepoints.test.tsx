// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Deployment } from "../../ports/DeploymentStore";
import type { Savepoint } from "../../ports/SavepointStore";
import { DISK_FULL } from "../../testing/checkpoints";
import { deploymentOf } from "../../testing/deployments";
import { LATE_FLIGHTS } from "../../testing/documents";
import { savepointOf } from "../../testing/InMemorySavepointStore";
import { mounted } from "../../testing/mounted";
import { progressOf } from "./words";

const NOON = new Date("2026-01-01T12:00:00Z");

/** The panel of a pipeline that runs, with these savepoints of it. */
function looking(own: Partial<Deployment> = {}, ...savepoints: readonly Partial<Savepoint>[]) {
  return mounted("/pipelines/late-flights?mode=live&panel=savepoints", [LATE_FLIGHTS], undefined, (world) => {
    world.shared.revise(LATE_FLIGHTS.id, NOON);
    world.deployments.put(deploymentOf(LATE_FLIGHTS, NOON, 840, own));
    for (const each of savepoints) world.savepoints.put(savepointOf(LATE_FLIGHTS.id, NOON, 5, each));
  });
}

const opened = async (name: string) => within(await screen.findByRole("region", { name: `Savepoint ${name}` }));

describe("Savepoints", () => {
  it("are made of what runs, under a name, and say how far they have come", async () => {
    const { user, savepoints } = looking();
    await user.click(await screen.findByRole("button", { name: "Savepoint …" }));
    await user.type(await screen.findByRole("textbox", { name: "Name" }), "Before the move");
    await user.click(screen.getByRole("checkbox", { name: "Stop afterwards" }));
    await user.click(screen.getByRole("button", { name: "Make it and stop" }));
    expect(await screen.findByRole("button", { name: "Before the move" })).toBeTruthy();
    expect(screen.getByText("Takes its checkpoint")).toBeTruthy();
    expect(savepoints.made).toEqual([{ deployment: "d-1", name: "Before the move", stop: true }]);
    savepoints.put(savepointOf(LATE_FLIGHTS.id, NOON, 0, { id: "s-new-1", name: "Before the move" }));
    expect(await screen.findByText("31.4 MB")).toBeTruthy();
    expect(progressOf({ ...savepointOf("p", NOON, 0), progress: { bytes: 12_400_000, of: 48_200_000 } })).toBe(
      "12.4 MB of 48.2 MB",
    );
  });

  it("say where they are from and what they hold of each node, and lead to it", async () => {
    const { user, history } = looking({}, {});
    await user.click(await screen.findByRole("button", { name: "Before the new windows" }));
    const detail = await opened("Before the new windows");
    expect(detail.getByText("Made in 4.2 s of checkpoint 79, in 2 parts.")).toBeTruthy();
    expect(detail.getByText("31.4 MB · 118,204 rows")).toBeTruthy();
    expect(detail.getByRole("link", { name: "Download" })).toBeTruthy();
    await user.click(detail.getByRole("button", { name: "Per airport and week" }));
    await waitFor(() => expect(history.location.search).toContain("select=weekly"));
  });

  it("that failed say why", async () => {
    const { user } = looking({}, { state: "failed", reason: DISK_FULL, nodes: [] });
    await user.click(await screen.findByRole("button", { name: "Before the new windows" }));
    const detail = await opened("Before the new windows");
    expect(detail.getByText("Failed after 4.2 s.")).toBeTruthy();
    expect(detail.getByText(/no space left on/)).toBeTruthy();
    expect(detail.queryByRole("link", { name: "Start from this …" })).toBeNull();
  });

  it("are deleted only by who has read what that means", async () => {
    const { user, savepoints } = looking({}, {});
    await user.click(await screen.findByRole("button", { name: "Before the new windows" }));
    await user.click((await opened("Before the new windows")).getByRole("button", { name: "Delete" }));
    const question = within(await screen.findByRole("alertdialog", { name: "Delete Before the new windows" }));
    expect(question.getByText(/Delete it for good, 31.4 MB\?/)).toBeTruthy();
    await user.click(question.getByRole("button", { name: "Delete for good" }));
    expect(await screen.findByText(/There is no savepoint yet/)).toBeTruthy();
    expect(await savepoints.list(LATE_FLIGHTS.id)).toEqual([]);
  });

  it("are uploaded by dropping an archive, and refused with words", async () => {
    looking();
    const panel = await screen.findByText(/There is no savepoint yet/);
    const drop = (file: File) =>
      act(() => void fireEvent.drop(panel, { dataTransfer: { types: ["Files"], files: [file] } }));
    drop(new File(["nothing"], "photo.png"));
    expect(await screen.findByText(/is no ZIP archive/)).toBeTruthy();
    drop(new File(["PK…"], "tuesday.savepoint.zip"));
    expect(await screen.findByRole("button", { name: "tuesday" })).toBeTruthy();
  });

  it("are started from in the Deploy panel, with the draft or the revision that they are of", async () => {
    const { user, deployments } = looking({ status: "finished" }, {});
    await user.click(await screen.findByRole("button", { name: "Before the new windows" }));
    await user.click((await opened("Before the new windows")).getByRole("link", { name: "Start from this …" }));
    const panel = within(await screen.findByRole("dialog", { name: "Deploy" }));
    const way = { name: "At savepoint Before the new windows, of revision 1", checked: true };
    expect(await panel.findByRole("radio", way)).toBeTruthy();
    await user.selectOptions(panel.getByRole("combobox", { name: "Deploys" }), "Revision 1, as it was");
    await user.click(panel.getByRole("button", { name: "Deploy" }));
    expect(await panel.findByText("Revision 1 is deployed.")).toBeTruthy();
    expect(deployments.deployed).toMatchObject([{ revision: 1, parallelism: 2, startFrom: { savepoint: "s-1" } }]);
  });

  it("are forked into a pipeline of their own, whose nodes keep their ids", async () => {
    const { user, history, stored } = looking({}, {});
    await user.click(await screen.findByRole("button", { name: "Before the new windows" }));
    await user.click(
      (await opened("Before the new windows")).getByRole("button", { name: "Fork into a new pipeline" }),
    );
    const panel = within(await screen.findByRole("dialog", { name: "Deploy" }));
    expect(
      await panel.findByRole("radio", { name: /^At savepoint Before the new windows/, checked: true }),
    ).toBeTruthy();
    expect(panel.queryByRole("combobox", { name: "Deploys" })).toBeNull();
    const id = history.location.pathname.split("/").at(-1) ?? "";
    expect(id).not.toBe(LATE_FLIGHTS.id);
    expect(stored(id).nodes.map((node) => node.id)).toEqual(LATE_FLIGHTS.nodes.map((node) => node.id));
  });
});
