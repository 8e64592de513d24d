import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { atRest, launch, open } from "./chromium";
import { drag, middle } from "./hands";
import { serve } from "./serve";

let browser: Browser;
let served: Awaited<ReturnType<typeof serve>>;
let page: Page;
let complaints: readonly string[];

const LATE_FLIGHTS = "/w/default/pipelines/late-flights";

beforeAll(async () => {
  [browser, served] = await Promise.all([launch(), serve()]);
});

beforeEach(async () => {
  ({ page, complaints } = await open(browser, served.address));
  await page.goto(`${served.address}testing.html?at=${encodeURIComponent(LATE_FLIGHTS)}`);
  await card("Late arrivals").waitFor();
  await atRest(card("Late arrivals"));
  return async () => {
    expect(complaints).toEqual([]);
    await page.close();
  };
});

afterAll(async () => {
  await browser.close();
  await served.stop();
});

const cards = () => page.locator(".react-flow__node");
const card = (name: string) => page.getByRole("group", { name, exact: true });
const edges = () => page.locator(".react-flow__edge");
const plus = () => page.getByRole("button", { name: "Add a node on this edge" });

describe("Editing a drawing in the browser", () => {
  it("copies by the keys of the clipboard, into another pipeline as well", async () => {
    await card("Late arrivals").click();
    await page.keyboard.press("Shift+Tab");
    await card("Per airport and week").click({ modifiers: ["Shift"] });
    await page.getByText("2 nodes are selected").waitFor();
    await page.keyboard.press("Control+c");
    await page.keyboard.press("Control+v");
    await expect.poll(() => cards().count()).toBe(8);
    await card("Late arrivals 2").waitFor();
    await expect.poll(() => edges().count()).toBe(6);

    await page.getByRole("link", { name: "Pipelines", exact: true }).click();
    await page.getByRole("button", { name: "New pipeline" }).click();
    await page.getByText("An empty canvas", { exact: true }).waitFor();
    await page.keyboard.press("Control+v");
    await expect.poll(() => cards().count()).toBe(2);
    await expect.poll(() => edges().count()).toBe(1);
    await page.keyboard.press("Control+z");
    await expect.poll(() => cards().count()).toBe(0);
  });

  it("opens on an edge under the pointer what fits there, and moves on what follows", async () => {
    const before = await middle(card("An hour of disorder"));
    const [from, to] = [await middle(card("Departure time")), before];
    await page.mouse.move((from.x + to.x) / 2, from.y);
    await plus().click();
    await page.getByRole("listbox", { name: "Node types" }).waitFor();
    expect(await page.getByRole("option", { name: "Print" }).count()).toBe(0);
    await page.keyboard.type("filt");
    await page.keyboard.press("Enter");
    await card("Filter").waitFor();
    await expect.poll(() => edges().count()).toBe(6);
    await page.keyboard.press("Delete");
    await expect.poll(() => edges().count()).toBe(5);
  });

  it("takes a node that is dropped on an edge between its ends", async () => {
    const [from, to] = [await middle(card("Flights")), await middle(card("Departure time"))];
    const button = page.getByRole("region", { name: "Palette" }).getByRole("button", { name: "Filter", exact: true });
    await drag(page, await middle(button), { x: (from.x + to.x) / 2, y: from.y + 6 });
    await expect.poll(() => edges().count()).toBe(6);
    expect(await cards().count()).toBe(7);
  });

  it("adds behind an output by its +, by keys alone", async () => {
    await card("Result").focus();
    await card("Per airport and week").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "Name of the node" }).waitFor();
    const button = page.getByRole("button", { name: "Add after Per airport and week, at late" });
    await button.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("combobox", { name: "Add a node" }).waitFor();
    await page.keyboard.type("print");
    await page.keyboard.press("Enter");
    await expect.poll(() => edges().count()).toBe(6);
  });

  it("selects what a frame touches", async () => {
    const [one, other] = [await middle(card("Flights")), await middle(card("Departure time"))];
    await page.keyboard.down("Shift");
    await drag(page, { x: one.x - 20, y: one.y - 60 }, { x: other.x, y: other.y + 20 });
    await page.keyboard.up("Shift");
    await page.getByText("2 nodes are selected").waitFor();
  });

  it("names a node on its card by a double click", async () => {
    await card("Late arrivals").dblclick();
    await page.getByRole("textbox", { name: "Rename the node" }).waitFor();
    await page.keyboard.type("Too late");
    await page.keyboard.press("Enter");
    await card("Too late").waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Too late");
  });
});
