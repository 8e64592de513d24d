// @vitest-environment happy-dom
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { TEST_CATALOGUE } from "../../testing/catalogue";
import { drawing, LATE_FLIGHTS, node } from "../../testing/documents";
import { mounted } from "../../testing/mounted";

async function inspected(id: string, document = LATE_FLIGHTS) {
  const app = mounted(`/pipelines/${document.id}?select=${id}`, [document]);
  const inspector = within(await screen.findByRole("complementary", { name: "Inspector" }));
  const config = () => app.stored(document.id).nodes.find((known) => known.id === id)?.config;
  return { ...app, inspector, config };
}

describe("The form of a node", () => {
  it("changes a field when it is left, as one edit", async () => {
    const { user, inspector, config } = await inspected("late");
    const condition = await inspector.findByRole("textbox", { name: /Condition/ });
    await user.clear(condition);
    await user.type(condition, "delay > 60");
    expect(config()).toEqual({ condition: "delay > 15" });
    await user.tab();
    await waitFor(() => expect(config()).toEqual({ condition: "delay > 60" }));
    await user.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(config()).toEqual({ condition: "delay > 15" }));
  });

  it("offers the options of a format where that is the format, and does not fold them under a hand", async () => {
    const { user, inspector } = await inspected("flights");
    await user.click(await inspector.findByRole("button", { name: "More settings" }));
    expect(inspector.queryByRole("group", { name: "CSV options" })).toBeNull();
    await user.selectOptions(inspector.getByRole("combobox", { name: /^Format/ }), "csv");
    expect(await inspector.findByRole("group", { name: "CSV options" })).toBeTruthy();
    await user.selectOptions(inspector.getByRole("combobox", { name: /^Format/ }), "json");
    await waitFor(() => expect(inspector.queryByRole("group", { name: "CSV options" })).toBeNull());
    expect(inspector.queryByRole("button", { name: "More settings" })).toBeNull();
  });

  it("says what is missing at the field, on the card and in the bar", async () => {
    const { user, inspector } = await inspected("late");
    await user.clear(await inspector.findByRole("textbox", { name: /Condition/ }));
    await user.tab();
    expect(await inspector.findByText("Condition is missing")).toBeTruthy();
    await user.click(await screen.findByRole("button", { name: "1 problem" }));
    const list = within(await screen.findByRole("region", { name: "Problems" }));
    await user.click(list.getByRole("button", { name: /Late arrivals.*Condition is missing/ }));
  });

  it("adds, fills, reorders and removes elements, which keep their ids", async () => {
    const { user, inspector, config } = await inspected("weekly");
    await user.click(await inspector.findByRole("button", { name: "Add aggregate" }));
    const added = within(await inspector.findByRole("region", { name: "Aggregate 3" }));
    await user.type(added.getByRole("textbox", { name: "Name of aggregate 3" }), "worst");
    await user.selectOptions(added.getByRole("combobox", { name: /Function/ }), "MAX");
    await user.click(added.getByRole("button", { name: "Acts on aggregate 3" }));
    await user.click(await screen.findByRole("menuitem", { name: "Move up" }));
    await waitFor(() =>
      expect(config()?.aggregates).toMatchObject([
        { id: "flights" },
        { name: "worst", function: "MAX" },
        { id: "average" },
      ]),
    );
    await user.click(inspector.getByRole("button", { name: "Acts on aggregate 1" }));
    await user.click(await screen.findByRole("menuitem", { name: "Remove" }));
    await waitFor(() => expect(config()?.aggregates).toMatchObject([{ name: "worst" }, { id: "average" }]));
  });

  it("shows what few elements have where it is, and on demand", async () => {
    const { user, inspector, config } = await inspected("weekly");
    const first = within(await inspector.findByRole("region", { name: "Aggregate 1" }));
    expect(first.queryByText("Filter")).toBeNull();
    await user.click(first.getByRole("button", { name: "Acts on aggregate 1" }));
    await user.click(await screen.findByRole("menuitem", { name: "Add filter" }));
    await user.type(await first.findByRole("textbox", { name: "Filter of aggregate 1" }), "delay > 15");
    await user.tab();
    await waitFor(() => expect(config()?.aggregates).toMatchObject([{ id: "flights", filter: "delay > 15" }, {}]));
  });

  it("takes a window away and gives one", async () => {
    const { user, inspector, config } = await inspected("weekly");
    const kind = await inspector.findByRole("combobox", { name: "Kind of window" });
    await user.selectOptions(kind, "None");
    await waitFor(() => expect(config()).not.toHaveProperty("window"));
    await user.selectOptions(kind, "Tumbling");
    await waitFor(() => expect(config()?.window).toEqual({ type: "tumbling" }));
    await user.type(inspector.getByRole("textbox", { name: /Size/ }), "5 minutes{Enter}");
    expect((await inspector.findByText("min")).closest("[data-path]")?.textContent).toContain("written min");
  });

  it("writes numbers as numbers, exactly, and clears a field to its default", async () => {
    const document = drawing([node("n", "nexmark-source", { kind: "bid" })]);
    const { user, inspector, config } = await inspected("n", document);
    const events = await inspector.findByRole("textbox", { name: /Events/ });
    await user.type(events, "20000000{Enter}");
    await waitFor(() => expect(config()).toEqual({ kind: "bid", events: 20_000_000 }));
    await user.clear(events);
    await user.type(events, "many{Enter}");
    expect(await inspector.findByText("Must be a number")).toBeTruthy();
    await user.clear(events);
    await user.tab();
    await waitFor(() => expect(config()).toEqual({ kind: "bid" }));
  });

  it("takes the edges of a branch along, and brings both back", async () => {
    const route = node("r", "route", { branches: [{ id: "far", name: "Far", condition: "distance > 1000" }] });
    const document = drawing([route, node("z", "file-sink", { path: "x", format: "json" })], ["r.far → z"]);
    const { user, inspector, stored } = await inspected("r", document);
    await user.click(await inspector.findByRole("button", { name: "Remove branch 1" }));
    await waitFor(() => expect(stored(document.id).edges).toEqual([]));
    await user.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(stored(document.id).edges).toEqual(document.edges));
  });

  it("connects and disconnects in words", async () => {
    const { user, inspector, stored } = await inspected("weekly");
    await user.click(await inspector.findByRole("button", { name: "Disconnect Result · in" }));
    await waitFor(() => expect(stored(LATE_FLIGHTS.id).edges).toHaveLength(4));
    await user.selectOptions(inspector.getByRole("combobox", { name: "Connect late to" }), "Result");
    await waitFor(() =>
      expect(stored(LATE_FLIGHTS.id).edges.at(-1)).toEqual({
        from: { node: "weekly", port: "late" },
        to: { node: "result", port: "in" },
      }),
    );
  });

  it.each(TEST_CATALOGUE.nodeTypes.map((type) => type.type))("opens for an empty and for a broken %s", async (type) => {
    const fields = TEST_CATALOGUE.nodeTypes.find((known) => known.type === type)?.configSchema.fields ?? [];
    const garbage = Object.fromEntries(fields.map((field) => [field.name, [null, { id: 7 }, "<b>x</b>"]]));
    const document = drawing([node("empty", type), node("broken", type, garbage, "Broken")]);
    const { inspector, history } = await inspected("empty", document);
    expect(await inspector.findByRole("form")).toBeTruthy();
    history.push(`/w/default/pipelines/${document.id}?select=broken`);
    await waitFor(() => expect(inspector.getByRole("form", { name: "Settings of Broken" })).toBeTruthy());
  });

  it("says so when nobody knows the type", async () => {
    const document = drawing([node("x", "teleport")]);
    const { inspector } = await inspected("x", document);
    expect(await inspector.findByText("The node type teleport is not known here.")).toBeTruthy();
    expect(inspector.getByText(/No executor knows/)).toBeTruthy();
  });
});
