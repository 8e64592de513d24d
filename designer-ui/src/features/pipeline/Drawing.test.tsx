// @vitest-environment happy-dom
import { createEvent, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { drawing, LATE_FLIGHTS, node } from "../../testing/documents";
import { mounted } from "../../testing/mounted";

const SCHEMA = [{ name: "delay", type: "INT NOT NULL" }];
const WRONG = drawing(
  [
    node("a", "file-source", { path: "a.csv", format: "csv", schema: SCHEMA }, "Flights"),
    node("b", "filter", { condition: "dely > 15" }, "Late"),
    node("c", "file-sink", { path: "out.csv", format: "csv" }, "Result"),
  ],
  ["a → b", "b → c"],
);

function drop(on: Element, file: File): void {
  const event = createEvent.drop(on, { dataTransfer: { types: ["Files"], files: [file] } });
  // happy-dom's drag events have no place.
  Object.defineProperties(event, { clientX: { value: 400 }, clientY: { value: 300 } });
  fireEvent(on, event);
}

describe("A drawing", () => {
  it("shows what the store's check says at its field, and a fix mends it", async () => {
    const { user, stored } = mounted("/pipelines/late-flights?select=b", [WRONG]);
    const inspector = within(await screen.findByRole("complementary", { name: "Inspector" }));
    expect((await inspector.findByText("dely")).parentElement?.textContent).toContain("There is no column dely");
    await user.click(inspector.getByRole("button", { name: "Use delay" }));
    await waitFor(() => expect(stored("late-flights").nodes[1]?.config).toEqual({ condition: "delay > 15" }));
    expect(await screen.findByRole("button", { name: "No problems" })).toBeTruthy();
  });

  it("leads from a problem to its node and field, and mends it from the list", async () => {
    const { user, history } = mounted("/pipelines/late-flights?panel=problems", [WRONG]);
    const list = within(await screen.findByRole("list", { name: "Problems" }));
    await user.click(await list.findByRole("button", { name: /Late · Condition.*There is no column/ }));
    await waitFor(() => expect(history.location.search).toContain("select=b"));
    await waitFor(() => expect(document.activeElement?.getAttribute("aria-label")).toBe("Condition"));
    await user.click(list.getByRole("button", { name: "Use delay" }));
    expect(await screen.findByText("Nothing is wrong with this drawing.")).toBeTruthy();
  });

  it("has an inspector while a node is selected, or when asked what the pipeline is about", async () => {
    const { user, stored } = mounted("/pipelines/late-flights?select=late", [LATE_FLIGHTS]);
    const inspector = () => screen.queryByRole("complementary", { name: "Inspector" });
    await screen.findByRole("textbox", { name: "Name of the node" });
    fireEvent.keyDown(document.body, { key: "Escape" });
    await waitFor(() => expect(inspector()).toBeNull());
    await user.click(screen.getByRole("button", { name: "About" }));
    await user.type(await screen.findByRole("textbox", { name: "Description" }), "Who is late?");
    await user.click(screen.getByRole("button", { name: "Close the inspector" }));
    await waitFor(() => expect(inspector()).toBeNull());
    await waitFor(() => expect(stored("late-flights").description).toBe("Who is late?"));
  });

  it("says its keys on ?, and Escape closes them before it leaves the selection", async () => {
    const { history } = mounted("/pipelines/late-flights?select=late", [LATE_FLIGHTS]);
    await screen.findByRole("textbox", { name: "Name of the node" });
    fireEvent.keyDown(document.body, { key: "?" });
    const sheet = within(await screen.findByRole("region", { name: "Keys" }));
    expect(sheet.getByText("Run a sample and show its rows")).toBeTruthy();
    fireEvent.keyDown(document.body, { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("region", { name: "Keys" })).toBeNull());
    expect(history.location.search).toContain("select=late");
  });

  it("runs a sample on P, shows input beside output, and keeps old rows as old", async () => {
    const { user } = mounted("/pipelines/late-flights?select=late", [LATE_FLIGHTS]);
    await screen.findByRole("textbox", { name: "Name of the node" });
    await user.keyboard("p");
    const panel = within(await screen.findByRole("region", { name: "Data" }));
    expect(await panel.findByText("Sample: first 1,000 rows · 0.4 s · sinks muted")).toBeTruthy();
    const output = within(panel.getByRole("region", { name: "Output" }));
    expect(output.getByText("3 columns · 412 rows")).toBeTruthy();
    expect(output.getAllByText("NULL").length).toBeGreaterThan(0);
    expect(output.getByTitle("Event time")).toBeTruthy();
    expect(panel.getByRole("region", { name: "Input: An hour of disorder" })).toBeTruthy();
    const condition = screen.getByRole("textbox", { name: "Condition" });
    await user.clear(condition);
    await user.type(condition, "delay > 60");
    await user.tab();
    expect(await panel.findByText(/^Old sample: first/)).toBeTruthy();
    expect(panel.getByRole("region", { name: "Output: Late arrivals" })).toHaveProperty("dataset.stale", "true");
  });

  it("makes a typed source of a file that is dropped on the canvas", async () => {
    const { stored, files } = mounted("/pipelines/late-flights", [drawing([])]);
    drop(await screen.findByText("An empty canvas"), new File(["code,city\nSEA,Seattle\n"], "air ports.csv"));
    await waitFor(() =>
      expect(stored("late-flights").nodes[0]).toMatchObject({
        name: "Air ports",
        type: "file-source",
        config: { path: "air ports.csv", format: "csv", schema: [{ name: "code", type: "STRING" }, { name: "city" }] },
      }),
    );
    drop((await screen.findAllByLabelText("Output out"))[0] as Element, new File(["code\n"], "air ports.csv"));
    await waitFor(() => expect(stored("late-flights").nodes).toHaveLength(2));
    expect([...files.contents.keys()]).toEqual(["air ports.csv", "air ports-2.csv"]);
  });

  it("says so when a dropped file holds no rows", async () => {
    mounted("/pipelines/late-flights", [drawing([])]);
    drop(await screen.findByText("An empty canvas"), new File(["x"], "photo.png"));
    expect(await screen.findByText("photo.png is neither CSV nor NDJSON.")).toBeTruthy();
  });

  it("commits and deploys in one go, saying what was done", async () => {
    const { user, deployments, store } = mounted("/pipelines/late-flights?select=late", [LATE_FLIGHTS]);
    const name = await screen.findByRole("textbox", { name: "Name of the node" });
    await user.type(name, "!{Enter}");
    await screen.findByText(/^Saved \d/);
    await user.click(screen.getByRole("button", { name: "Deploy" }));
    const panel = within(await screen.findByRole("dialog", { name: "Deploy" }));
    expect(panel.getByRole("textbox", { name: "What changed" })).toHaveProperty("placeholder", "Rename");
    await user.click(panel.getByRole("button", { name: "Deploy" }));
    expect(await panel.findByText("Revision 1 is deployed.")).toBeTruthy();
    expect(deployments.deployed).toEqual([{ pipeline: "late-flights", revision: 1, parameters: {}, parallelism: 1 }]);
    expect((await store.pipelines())[0]?.lastRevision).toBe(1);
  });

  it("shows the problems instead of deploying with them", async () => {
    const { user, deployments } = mounted("/pipelines/late-flights", [WRONG]);
    await screen.findByRole("button", { name: "1 problem" });
    await user.click(screen.getByRole("button", { name: "Deploy" }));
    await user.click(await screen.findByRole("button", { name: "Show it" }));
    expect(await screen.findByRole("list", { name: "Problems" })).toBeTruthy();
    expect(deployments.deployed).toEqual([]);
  });

  it("tells when another person overwrote a field, and puts it back", async () => {
    const { user, edits, stored } = mounted("/pipelines/late-flights?select=late", [LATE_FLIGHTS]);
    await user.type(await screen.findByRole("textbox", { name: "Name of the node" }), "!{Enter}");
    await screen.findByText(/^Saved \d/);
    edits("late-flights", "Ben", [{ edit: "renameNode", node: "late", name: "His" }]);
    const told = within(await screen.findByRole("region", { name: "Changed by two people" }));
    expect(told.getByText(/His · Name: Ben changed your/).textContent).toBe(
      "His · Name: Ben changed your Late arrivals! to His.",
    );
    await user.click(told.getByRole("button", { name: "Put mine back" }));
    await waitFor(() => expect(stored("late-flights").nodes[3]?.name).toBe("Late arrivals!"));
  });
});
