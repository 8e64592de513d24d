import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch, open } from "./chromium";
import { serve } from "./serve";

const SCREENS = fileURLToPath(new URL("../target/screens/", import.meta.url));

let browser: Browser;
let served: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  mkdirSync(SCREENS, { recursive: true });
  [browser, served] = await Promise.all([launch(), serve()]);
});

afterAll(async () => {
  await browser.close();
  await served.stop();
});

describe.each(["light", "dark"] as const)("In %s, at 1280 × 800", (scheme) => {
  it("the screens are taken, without a complaint and without leaving the origin", async () => {
    const { page, complaints } = await open(browser, served.address, scheme);
    const shoot = async (name: string) => {
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: `${SCREENS}${scheme}-${name}.png` });
    };
    await page.goto(`${served.address}testing.html`);
    await page.getByRole("link", { name: /Late flights/ }).waitFor();
    await shoot("pipelines");
    await page.getByRole("link", { name: /Late flights/ }).click();
    await page.getByText("Late arrivals").waitFor();
    await shoot("draw");
    await page.getByText("Per airport and week").click();
    await page.getByRole("textbox", { name: "Name of the node" }).waitFor();
    await shoot("node");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Join" }).click();
    await page.getByRole("button", { name: /problems/ }).click();
    await page.getByRole("region", { name: "Problems" }).waitFor();
    await shoot("problems");
    for (let i = 0; i < 4; i++) await page.getByRole("button", { name: "Zoom out" }).click();
    await shoot("afar");
    await page.goto(`${served.address}testing.html?empty`);
    await page.getByRole("button", { name: "New pipeline" }).waitFor();
    await shoot("first");
    await page.getByRole("button", { name: "New pipeline" }).click();
    await page.getByText("An empty canvas").waitFor();
    await shoot("empty");
    await page.getByRole("link", { name: "Cluster" }).click();
    await page.getByRole("table").waitFor();
    await shoot("cluster");
    expect(complaints).toEqual([]);
    await page.close();
  });
});
