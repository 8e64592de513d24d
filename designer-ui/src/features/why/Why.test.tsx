// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { deploymentOf } from "../../testing/deployments";
import { LATE_FLIGHTS } from "../../testing/documents";
import { mounted } from "../../testing/mounted";

const NOON = new Date("2026-01-01T12:00:00Z");

function looking(search: string) {
  return mounted(
    `/pipelines/late-flights?mode=live&${search}`,
    [LATE_FLIGHTS],
    undefined,
    ({ shared, deployments }) => {
      shared.revise(LATE_FLIGHTS.id, NOON);
      deployments.put(deploymentOf(LATE_FLIGHTS, NOON, 840, {}));
    },
  );
}

describe("Why a node brings out what it does", () => {
  it("is a chain whose links lead to their nodes, with since when and what could be done", async () => {
    const { user, history } = looking("panel=why&select=weekly");
    const chain = within(await screen.findByRole("list", { name: "Why Per airport and week brings out what it does" }));
    const links = chain.getAllByRole("listitem");
    expect(links.map((link) => link.dataset.look)).toEqual(["way", "way", "warn"]);
    expect(links[2]?.textContent).toContain("Silent split");
    expect(links[2]?.textContent).toContain("for 41 s");
    expect(links[2]?.textContent).toContain("set idleTimeout in the watermark node");
    await user.click(chain.getByRole("button", { name: "Flights" }));
    expect(history.location.search).toContain("select=flights");
    const next = await screen.findByRole("list", { name: "Why Flights brings out what it does" });
    expect(within(next).getByRole("listitem").dataset.look).toBe("good");
  });

  it("says where late rows come from", async () => {
    looking("panel=why&select=weekly");
    const late = await screen.findByRole("region", { name: "Where late rows come from" });
    expect(late.textContent).toContain("12 rows of part-3.ndjson (Flights)");
  });

  it("asks for a node first", async () => {
    looking("panel=why");
    expect(await screen.findByText(/Select a node to hear why/)).toBeTruthy();
  });
});
