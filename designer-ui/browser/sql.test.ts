import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launch, open } from "./chromium";
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
  await page.goto(`${served.address}testing.html?at=/w/default/pipelines/late-flights%3Fselect%3Dlate`);
  await page.getByRole("textbox", { name: "Condition" }).waitFor();
  return async () => {
    expect(complaints).toEqual([]);
    await page.close();
  };
});

afterAll(async () => {
  await browser.close();
  await served.stop();
});

async function type(text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Condition" }).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
}

describe("An expression", () => {
  it("is completed by the columns that are there and by functions with their signature, also unfinished", async () => {
    await type("(UPP");
    await page.getByText("UPPER(text STRING) → STRING").first().waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.type("ori");
    await page.getByRole("option", { name: /origin/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.type(") = 'SEA'");
    await page.keyboard.press("Enter");
    await page.locator(".react-flow__node", { hasText: "UPPER(origin) = 'SEA'" }).waitFor();
  });

  it("shows a wrong name where it stands and mends it by one click", async () => {
    await type("dely > 15");
    await page.keyboard.press("Enter");
    await page.locator(".cm-lintRange-error", { hasText: "dely" }).waitFor();
    await page.getByRole("complementary", { name: "Inspector" }).getByRole("button", { name: "Use delay" }).click();
    await page.locator(".react-flow__node", { hasText: "delay > 15" }).waitFor();
    await page.getByRole("button", { name: "No problems" }).waitFor();
  });

  it("is taken back by Escape, and kept when the field is left by Tab", async () => {
    await type("1 = 1");
    await page.keyboard.press("Escape");
    await page.getByRole("textbox", { name: "Condition" }).getByText("delay > 15").waitFor();
    await type("delay > 99");
    await page.keyboard.press("Escape");
    await type("delay > 98");
    await page.keyboard.press("Tab");
    await page.locator(".react-flow__node", { hasText: "delay > 98" }).waitFor();
  });
});
