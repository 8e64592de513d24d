import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launch } from "./chromium";
import { type ControlPlane, controlPlane } from "./controlPlane";

let browser: Browser;
let context: BrowserContext;
let plane: ControlPlane;

beforeAll(async () => {
  [browser, plane] = await Promise.all([launch(), controlPlane()]);
});

beforeEach(async () => {
  context = await browser.newContext();
});

afterEach(() => context.close());

afterAll(async () => {
  await browser.close();
  await plane.close();
});

async function tab(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(plane.address);
  await page.getByRole("link", { name: /Late flights/ }).waitFor();
  return page;
}

describe("The shipped application", () => {
  it("keeps eight tabs up to date over one stream, and lets it go with the last", async () => {
    const tabs: Page[] = [];
    for (let i = 0; i < 8; i++) tabs.push(await tab());
    expect(plane.streams()).toBe(1);
    plane.add("Eight tabs");
    await Promise.all(tabs.map((page) => page.getByRole("link", { name: /Eight tabs/ }).waitFor()));
    for (const page of tabs) await page.close();
    await expect.poll(() => plane.streams()).toBe(0);
  });

  it("catches up by itself after the control plane was gone", async () => {
    const page = await tab();
    await expect.poll(() => plane.streams()).toBe(1);
    plane.stop();
    plane.add("Made meanwhile");
    await expect.poll(() => plane.streams()).toBe(0);
    plane.start();
    await page.getByRole("link", { name: /Made meanwhile/ }).waitFor();
    expect(plane.streams()).toBe(1);
  });
});
