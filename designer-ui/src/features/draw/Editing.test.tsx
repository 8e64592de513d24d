// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { edgeKey } from "../../canvas-core/document/document";
import { fragmentOf, writeFragment } from "../../canvas-core/drawing/fragment";
import { BRANCHING, drawing, LATE_FLIGHTS } from "../../testing/documents";
import { mounted } from "../../testing/mounted";

/** What the browser does on its keys for the clipboard. */
function clipboardEvent(type: "copy" | "cut" | "paste", held = ""): string {
  let text = held;
  const event = new Event(type, { bubbles: true, cancelable: true });
  const clipboardData = {
    getData: () => text,
    setData: (_: string, given: string) => {
      text = given;
    },
  };
  Object.defineProperty(event, "clipboardData", { value: clipboardData });
  fireEvent(document.body, event);
  return text;
}

const press = (key: string, modifiers: object = {}) => fireEvent.keyDown(document.body, { key, ...modifiers });

async function opened(select = "late", own = LATE_FLIGHTS) {
  const world = mounted(`/pipelines/late-flights${select === "" ? "" : `?select=${select}`}`, [own]);
  await screen.findByRole("region", { name: "Palette" });
  const nodes = () => world.stored("late-flights").nodes;
  return { ...world, nodes, edges: () => world.stored("late-flights").edges.map(edgeKey) };
}

describe("Editing by keys", () => {
  it("copies nodes as plain JSON and pastes them with fresh ids, selected", async () => {
    const { nodes, history } = await opened("late,weekly");
    const text = clipboardEvent("copy");
    expect(JSON.parse(text)).toMatchObject({ kind: "PipelineNodes", nodes: [{ id: "late" }, { id: "weekly" }] });
    clipboardEvent("paste", text);
    await waitFor(() => expect(nodes()).toHaveLength(8));
    const [late, weekly] = nodes().slice(-2);
    expect([late?.name, weekly?.name]).toEqual(["Late arrivals 2", "Per airport and week 2"]);
    await waitFor(() => expect(decodeURIComponent(history.location.search)).toContain(`${late?.id},${weekly?.id}`));
  });

  it("pastes what was copied in another pipeline", async () => {
    const { stored, edges } = await opened("");
    clipboardEvent("paste", writeFragment(fragmentOf(BRANCHING, ["split", "add"])));
    await waitFor(() => expect(edges().at(-1)).toMatch(/^route-\w+\.far → filter-\w+\.in$/));
    expect(stored("late-flights").parameters).toEqual([{ name: "least", type: "INT", default: 100 }]);
  });

  it("says what is wrong with a clipboard that holds no nodes, and changes nothing", async () => {
    const { nodes } = await opened();
    clipboardEvent("paste", "SELECT 1");
    expect((await screen.findByRole("alert")).textContent).toContain("The clipboard holds no nodes.");
    clipboardEvent("paste", '{"kind": "PipelineNodes", "apiVersion": "millrace.io/v1", "nodes": [{"id": "No"}]}');
    await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("The copied nodes cannot be read."));
    expect(nodes()).toHaveLength(6);
  });

  it("leaves the clipboard to the text of a field", async () => {
    const { nodes } = await opened();
    const name = await screen.findByRole("textbox", { name: "Name of the node" });
    const event = new Event("paste", { bubbles: true, cancelable: true });
    Object.defineProperty(event, "clipboardData", {
      value: { getData: () => writeFragment(fragmentOf(BRANCHING, ["add"])) },
    });
    fireEvent(name, event);
    expect([event.defaultPrevented, nodes().length]).toEqual([false, 6]);
  });

  it("cuts, duplicates, selects all, and undoes each as one step", async () => {
    const { nodes, edges, user } = await opened();
    press("d", { ctrlKey: true });
    await waitFor(() => expect(nodes().at(-1)?.name).toBe("Late arrivals 2"));
    clipboardEvent("cut");
    await waitFor(() => expect(nodes()).toHaveLength(6));
    await user.hover(screen.getByRole("button", { name: "Undo" }));
    expect(await screen.findByText("Undo: Cut Late arrivals 2 (Ctrl Z)")).toBeTruthy();
    press("a", { ctrlKey: true });
    expect(await screen.findByText("6 nodes are selected")).toBeTruthy();
    press("Delete");
    await waitFor(() => expect(nodes()).toHaveLength(0));
    for (let i = 0; i < 3; i++) press("z", { ctrlKey: true });
    await waitFor(() => expect(nodes()).toEqual(LATE_FLIGHTS.nodes));
    expect(edges()).toEqual(LATE_FLIGHTS.edges.map(edgeKey));
  });

  it("joins what is left on Delete, and leaves the gap on Shift Delete", async () => {
    const { edges } = await opened();
    press("Delete");
    await waitFor(() => expect(edges()).toContain("event-time.out → weekly.in"));
    press("z", { ctrlKey: true });
    await waitFor(() => expect(edges()).toHaveLength(5));
    fireEvent.click(await screen.findByText("Late arrivals"));
    await waitFor(() => expect(screen.getByRole("textbox", { name: "Name of the node" })).toBeTruthy());
    press("Delete", { shiftKey: true });
    await waitFor(() => expect(edges()).toHaveLength(3));
  });
});

describe("Adding by keys", () => {
  it("opens on / what fits behind the selected node, and ties what is chosen", async () => {
    const chain = drawing(LATE_FLIGHTS.nodes.slice(0, 4), ["flights → departures", "departures → event-time"]);
    const { user, nodes, edges } = await opened("event-time", chain);
    await screen.findByRole("textbox", { name: "Name of the node" });
    press("/");
    const field = await screen.findByRole("combobox", { name: "Add a node" });
    expect(field).toHaveProperty("placeholder", "Add after An hour of disorder");
    expect(screen.queryByRole("option", { name: "Nexmark" })).toBeNull();
    await user.keyboard("filt{Enter}");
    await waitFor(() => expect(edges().at(-1)).toBe(`event-time.out → ${nodes().at(-1)?.id}.in`));
    expect(screen.queryByRole("combobox", { name: "Add a node" })).toBeNull();
  });

  it("offers all types where nothing is selected, and gives the focus back on Escape", async () => {
    const { user, nodes } = await opened("");
    screen.getByRole("textbox", { name: "Name of the pipeline" });
    press("/");
    await screen.findByRole("combobox", { name: "Add a node" });
    const list = within(screen.getByRole("listbox", { name: "Node types" }));
    expect(list.getAllByRole("option").length).toBeGreaterThan(12);
    await user.keyboard("no such thing");
    expect(list.getByText("No node type is called so.")).toBeTruthy();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("combobox", { name: "Add a node" })).toBeNull());
    expect(nodes()).toHaveLength(6);
  });

  it("offers at the + of an output what takes rows", async () => {
    const { user, nodes, edges } = await opened("weekly");
    await user.click(await screen.findByRole("button", { name: "Add after Per airport and week, at late" }));
    const list = within(await screen.findByRole("listbox", { name: "Node types" }));
    expect(list.queryByRole("option", { name: "Files" })).toBeNull();
    await user.click(list.getByRole("option", { name: "Print" }));
    await waitFor(() => expect(edges().at(-1)).toBe(`weekly.late → ${nodes().at(-1)?.id}.in`));
  });
});

describe("The list of commands", () => {
  it("runs a command, says its keys, and is the same as the sheet", async () => {
    const { user, nodes } = await opened();
    press("?");
    const sheet = within(await screen.findByRole("region", { name: "Keys" }));
    expect(sheet.getByText("Duplicate").nextElementSibling?.textContent).toBe("CtrlD");
    press("Escape");
    press("k", { ctrlKey: true });
    await screen.findByRole("combobox", { name: "Search commands, nodes and pipelines" });
    await user.keyboard("dupl");
    expect(screen.getByRole("option", { name: "Duplicate Ctrl D" }).getAttribute("aria-selected")).toBe("true");
    await user.keyboard("{Enter}");
    await waitFor(() => expect(nodes().at(-1)?.name).toBe("Late arrivals 2"));
    expect(screen.queryByRole("dialog", { name: "Commands" })).toBeNull();
  });

  it("leaves out what cannot be done now", async () => {
    await opened("");
    press("k", { ctrlKey: true });
    await screen.findByRole("dialog", { name: "Commands" });
    expect(screen.queryByRole("option", { name: /^Undo/ })).toBeNull();
    expect(screen.getByRole("option", { name: /^Select all nodes/ })).toBeTruthy();
  });

  it("leads to a node and to another pipeline, from within a field too", async () => {
    const { user, history } = mounted("/pipelines/late-flights", [
      LATE_FLIGHTS,
      { ...BRANCHING, id: "trips", name: "All trips" },
    ]);
    const name = await screen.findByRole("textbox", { name: "Name of the pipeline" });
    await screen.findByRole("region", { name: "Palette" });
    await user.click(name);
    await user.keyboard("{Control>}k{/Control}Per airport{Enter}");
    await waitFor(() => expect(history.location.search).toContain("select=weekly"));
    press("k", { ctrlKey: true });
    await screen.findByRole("option", { name: /All trips/ });
    await user.keyboard("trips{Enter}");
    await waitFor(() => expect(history.location.pathname).toMatch(/\/pipelines\/trips$/));
  });
});

describe("Naming and arranging", () => {
  it("names a node on its card by F2, as one step of undo; Escape leaves the old name", async () => {
    const { user, nodes } = await opened();
    await screen.findByRole("textbox", { name: "Name of the node" });
    press("F2");
    await screen.findByRole("textbox", { name: "Rename the node" });
    await user.keyboard("Too late{Enter}");
    await waitFor(() => expect(nodes()[3]?.name).toBe("Too late"));
    expect(screen.queryByRole("textbox", { name: "Rename the node" })).toBeNull();
    press("F2");
    await screen.findByRole("textbox", { name: "Rename the node" });
    await user.keyboard("Never{Escape}");
    expect(screen.queryByRole("textbox", { name: "Rename the node" })).toBeNull();
    press("z", { ctrlKey: true });
    await waitFor(() => expect(nodes()[3]?.name).toBe("Late arrivals"));
  });

  it("arranges several nodes from the inspector and from the list of commands", async () => {
    const { user, stored } = await opened("flights,late,weekly");
    const place = (id: string) => stored("late-flights").layout.positions[id];
    const inspector = within(await screen.findByRole("complementary", { name: "Inspector" }));
    await user.click(
      within(inspector.getByRole("group", { name: "Arrange" })).getByRole("button", { name: "Align top" }),
    );
    await waitFor(() => expect([place("late")?.y, place("weekly")?.y]).toEqual([0, 0]));
    expect(place("late")?.x).toBe(272);
    expect(inspector.getByRole("button", { name: "Align top" }).getAttribute("aria-disabled")).toBe("true");
    press("k", { ctrlKey: true });
    await screen.findByRole("dialog", { name: "Commands" });
    await user.keyboard("align left{Enter}");
    await waitFor(() => expect([place("late")?.x, place("weekly")?.x]).toEqual([0, 0]));
  });
});
