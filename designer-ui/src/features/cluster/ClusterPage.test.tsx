// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { clusterOf } from "../../testing/InMemoryClusterStore";
import { mounted } from "../../testing/mounted";

describe("The cluster", () => {
  it("shows executors with their state in words", async () => {
    mounted("/cluster", []);
    const rows = within(await screen.findByRole("table", { name: "Executors" })).getAllByRole("row");
    expect(rows).toHaveLength(4);
    expect(rows[1]?.textContent).toContain("Present");
    expect(rows[2]?.textContent).toContain("No contact for 9 s");
    expect(rows[3]?.textContent).toContain("Lost for 12 min");
  });

  it("says who was turned away, and why", async () => {
    mounted("/cluster", []);
    const list = await screen.findByRole("list", { name: "Turned away" });
    expect(list.textContent).toContain("10.0.0.7:40312: This executor (Millrace 0.2.0) speaks protocol version 2");
  });

  it("offers the command that lets the first executor join", async () => {
    const { user, events } = mounted("/cluster", []);
    await screen.findByRole("table", { name: "Executors" });
    events.publish("cluster", "change", JSON.parse(JSON.stringify(clusterOf(new Date(), 0))));
    await user.click(await screen.findByRole("button", { name: "Show the command" }));
    expect(await screen.findByText(/^\.\/millrace executor --control-plane/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Copy" })).toBeTruthy();
  });

  it("says when the control plane does not answer, and still shows what it knows", async () => {
    mounted("/cluster", [], undefined, ({ cluster }) => cluster.cut());
    expect(await screen.findByText("The control plane does not answer.")).toBeTruthy();
    expect(await screen.findByRole("table", { name: "Node types" })).toBeTruthy();
  });
});
