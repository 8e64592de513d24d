// @vitest-environment happy-dom
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { TEST_CATALOGUE } from "../testing/catalogue";
import { drawing, LATE_FLIGHTS, node } from "../testing/documents";
import { mounted } from "../testing/mounted";
import { UNREACHABLE_STORE } from "../testing/UnreachableStore";

describe("The application", () => {
  it("offers the first pipeline where there is none, and opens it empty", async () => {
    const { user, history } = mounted("/", []);
    await user.click(await screen.findByRole("button", { name: "Empty canvas" }));
    expect(await screen.findByText("An empty canvas")).toBeTruthy();
    expect(history.location.pathname).toMatch(/^\/w\/default\/pipelines\/new-pipeline-/);
  });

  it("lists pipelines and leads into them", async () => {
    const { user } = mounted("/", [LATE_FLIGHTS]);
    await user.click(await screen.findByRole("link", { name: /Late flights.*6 nodes/ }));
    expect(await screen.findByRole("textbox", { name: "Name of the pipeline" })).toHaveProperty(
      "value",
      "Late flights",
    );
  });

  it("says that the control plane does not answer, on every page, and lets one try again", async () => {
    for (const address of ["/", "/cluster", "/pipelines/late-flights"]) {
      const { user } = mounted(address, [], UNREACHABLE_STORE);
      const alerts = await screen.findAllByText("The control plane does not answer.");
      const again = screen.getAllByRole("button", { name: "Try again" });
      await user.click(again[again.length - 1] as HTMLElement);
      expect(alerts.length).toBeGreaterThan(0);
      expect((await screen.findAllByText("The control plane does not answer.")).length).toBeGreaterThan(0);
    }
  });

  it("says so when a pipeline or a page is not there", async () => {
    mounted("/pipelines/gone", []);
    expect(await screen.findByText("There is no pipeline gone.")).toBeTruthy();
    mounted("/nowhere", []);
    expect(await screen.findByText("There is no such page.")).toBeTruthy();
  });

  it("shows the node types that executors report", async () => {
    mounted("/cluster", []);
    const table = within(await screen.findByRole("table", { name: "Node types" }));
    expect(table.getByText("Aggregate")).toBeTruthy();
    expect(table.getAllByRole("row")).toHaveLength(1 + TEST_CATALOGUE.nodeTypes.length);
  });

  it("renames a pipeline in place, never to nothing", async () => {
    const { user, stored } = mounted("/pipelines/late-flights", [LATE_FLIGHTS]);
    const name = await screen.findByRole("textbox", { name: "Name of the pipeline" });
    await user.clear(name);
    await user.tab();
    expect(name).toHaveProperty("value", "Late flights");
    await user.clear(name);
    await user.type(name, "Delays{Enter}");
    await waitFor(() => expect(stored("late-flights").name).toBe("Delays"));
    expect(await screen.findByText(/^Saved \d/)).toBeTruthy();
  });

  it("keeps edits while the store cannot be reached and says how many", async () => {
    const { user, store } = mounted("/pipelines/late-flights?select=late", [LATE_FLIGHTS]);
    const name = await screen.findByRole("textbox", { name: "Name of the node" });
    store.cut();
    await user.type(name, "!{Enter}");
    expect(await screen.findByText("Offline: 1 edit kept in this browser")).toBeTruthy();
  });

  it("finds node types by name and by what they do, and adds the first by Enter, tied to what is selected", async () => {
    const document = drawing([node("a", "file-source", {}, "Files in")]);
    const { user, stored } = mounted(`/pipelines/${document.id}?select=a`, [document]);
    const palette = within(await screen.findByRole("region", { name: "Palette" }));
    const search = palette.getByRole("textbox", { name: "Search node types" });
    await user.type(search, "zzz");
    expect(palette.getByText("No node type is called so.")).toBeTruthy();
    await user.clear(search);
    await user.type(search, "averages");
    expect(palette.getAllByRole("button").map((button) => button.textContent)).toContain("Aggregate");
    await user.type(search, "{Enter}");
    await waitFor(() => expect(stored(document.id).nodes).toHaveLength(2));
    expect(stored(document.id).edges).toHaveLength(1);
    expect(await screen.findByRole("form", { name: "Settings of Aggregate" })).toBeTruthy();
  });

  it("shows names with HTML as they are written", async () => {
    mounted("/", [{ ...LATE_FLIGHTS, name: "<img src=x onerror=alert(1)>" }]);
    expect(await screen.findByText("<img src=x onerror=alert(1)>")).toBeTruthy();
    expect(document.querySelector("img")).toBeNull();
  });
});
