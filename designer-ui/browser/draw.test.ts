import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launch, open } from "./chromium";
import { drag, middle } from "./hands";
import { serve } from "./serve";

let browser: Browser;
let served: Awaited<ReturnType<typeof serve>>;
let page: Page;
let complaints: readonly string[];

beforeAll(async () => {
  [browser, served] = await Promise.all([launch(), serve()]);
});

beforeEach(async () => {
  ({ page, complaints } = await open(browser, served.address));
  await page.goto(`${served.address}testing.html?world=empty`);
  await page.getByRole("button", { name: "Empty canvas" }).click();
  await page.getByText("An empty canvas", { exact: true }).waitFor();
  return async () => {
    expect(complaints).toEqual([]);
    await page.close();
  };
});

afterAll(async () => {
  await browser.close();
  await served.stop();
});

const card = (name: string) => page.locator(".react-flow__node", { hasText: name });
const edges = () => page.locator(".react-flow__edge");

async function dropFromPalette(name: string, at: { x: number; y: number }): Promise<void> {
  await drag(
    page,
    await middle(page.getByRole("region", { name: "Palette" }).getByRole("button", { name, exact: true })),
    at,
  );
  await card(name).waitFor();
}

describe("Drawing with pointer and keys", () => {
  it("drops nodes from the palette, ties them, moves one, deletes and undoes", async () => {
    await dropFromPalette("Files", { x: 300, y: 200 });
    await dropFromPalette("Filter", { x: 620, y: 320 });
    await drag(
      page,
      await middle(card("Files").getByLabel("Output out")),
      await middle(card("Filter").getByLabel("Input in")),
    );
    await expect.poll(() => edges().count()).toBe(1);

    const before = await middle(card("Filter"));
    await drag(page, before, { x: before.x + 3, y: before.y + 83 });
    const after = await middle(card("Filter"));
    // A drag begins a few pixels after the press, so the way may be a step shorter; it always ends on the grid.
    expect([after.x - before.x, (after.y - before.y) % 8]).toEqual([0, 0]);
    expect(Math.abs(after.y - before.y - 80)).toBeLessThanOrEqual(8);

    await page.keyboard.press("Delete");
    await expect.poll(() => card("Filter").count()).toBe(0);
    expect(await edges().count()).toBe(0);
    await page.keyboard.press("Control+z");
    await expect.poll(() => edges().count()).toBe(1);
    await page.keyboard.press("Control+z");
    await expect.poll(async () => (await middle(card("Filter"))).y).toBe(before.y);
    await page.keyboard.press("Control+Shift+z");
    await expect.poll(async () => (await middle(card("Filter"))).y).toBe(after.y);
  });

  it("shows which inputs fit while an edge is drawn, and says why one does not", async () => {
    await dropFromPalette("Files", { x: 300, y: 200 });
    await dropFromPalette("Nexmark", { x: 300, y: 400 });
    await dropFromPalette("Filter", { x: 620, y: 300 });
    const input = card("Filter").getByLabel("Input in");
    await drag(page, await middle(card("Files").getByLabel("Output out")), await middle(input));
    await expect.poll(() => edges().count()).toBe(1);

    const from = await middle(card("Nexmark").getByLabel("Output out"));
    const to = await middle(input);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 100, from.y, { steps: 5 });
    await expect.poll(() => input.getAttribute("data-fits")).toBe("no");
    await page.mouse.move(to.x, to.y, { steps: 5 });
    await page.getByText("Filter takes one connection at in").waitFor();
    await page.mouse.up();
    expect(await edges().count()).toBe(1);
  });

  it("offers what fits where an edge is let go over nothing, and ties it by Enter", async () => {
    await dropFromPalette("Files", { x: 300, y: 200 });
    await drag(page, await middle(card("Files").getByLabel("Output out")), { x: 700, y: 300 });
    await page.getByRole("combobox", { name: "Add a node" }).waitFor();
    expect(await page.getByRole("option", { name: "Nexmark" }).count()).toBe(0);
    await page.keyboard.type("aggr");
    await page.keyboard.press("Enter");
    await card("Aggregate").waitFor();
    await expect.poll(() => edges().count()).toBe(1);
    await page.getByText("Aggregates is missing", { exact: false }).first().waitFor();
  });

  it("fills the form of a node by keys, and the card says what it means", async () => {
    await page.keyboard.press("/");
    await page.keyboard.type("filt");
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: /Condition/ }).click();
    await page.keyboard.type("delay > 15");
    await page.getByRole("textbox", { name: "Name of the node" }).click();
    await page.keyboard.type("Late ones");
    await page.keyboard.press("Enter");
    await card("Late ones").getByText("delay > 15").waitFor();
    await page.getByText(/^Saved \d/).waitFor();
  });
});
