import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { launch } from "../browser/chromium";
import { picture, signedIn } from "./browser";
import { Product } from "./Product";
import { draftOf, drawingAt, importPipeline } from "./pipelines";

const product = new Product(inject("data"));
let browser: Browser;
let context: BrowserContext;
let page: Page;
let id: string;

beforeAll(async () => {
  browser = await launch();
});

beforeEach(async ({ task }) => {
  context = await signedIn(browser, product);
  id = await importPipeline(context, product.address);
  page = await context.newPage();
  await page.goto(drawingAt(product.address, id, "dear"));
  await field("Condition").waitFor();
  return async () => {
    if (task.result?.state === "fail") await picture(page, task.name);
    await context.close();
  };
});

afterAll(() => browser.close());

const field = (name: string) => page.getByRole("textbox", { name });

async function write(name: string, text: string): Promise<void> {
  await field(name).fill(text);
  await field(name).press("Enter");
}

const sees = (words: string | RegExp) => page.getByText(words).first().waitFor({ timeout: 60_000 });

/** What the control plane has of the filter. */
async function stored() {
  const { document } = await draftOf(context, product.address, id);
  const dear = document.nodes.find((node) => node.id === "dear");
  return { name: document.name, node: dear?.name, condition: dear?.config.condition };
}

describe("In mid-edit", () => {
  it("a control plane that dies is told of, started again, and given all that was drawn meanwhile", async () => {
    const { pid, restarts } = product.child("control-plane");
    await write("Condition", "price > 200");
    await sees(/^Saved \d/);
    process.kill(pid, "SIGKILL");
    await write("Condition", "price > 300");
    await write("Name of the node", "Very dear");
    await sees(/^Offline: [12] edits? kept in this browser$/);
    await write("Name of the pipeline", "Drawn while nobody listened");
    await sees(/^Saved \d/);
    expect(await stored()).toEqual({
      name: "Drawn while nobody listened",
      node: "Very dear",
      condition: "price > 300",
    });
    expect(product.child("control-plane").restarts).toBe(restarts + 1);

    // Events come again, too: what another tab does appears here.
    const another = await context.newPage();
    await another.goto(drawingAt(product.address, id, "dear"));
    await another.getByRole("textbox", { name: "Name of the node" }).fill("Dearest");
    await another.getByRole("textbox", { name: "Name of the node" }).press("Enter");
    await expect.poll(() => field("Name of the node").inputValue(), { timeout: 30_000 }).toBe("Dearest");
  });

  it("an expired session is told of, and a new link saves what was drawn meanwhile", async () => {
    await context.request.delete(`${product.address}/api/v1/session`, { headers: { origin: product.address } });
    await write("Condition", "price > 400");
    await sees("The session has expired.");
    await write("Name of the node", "Beyond the session");
    await sees(/^Offline: 2 edits kept in this browser$/);
    await field("The link").fill("no link at all");
    await field("The link").press("Enter");
    await sees("This is no link of Millrace");
    await field("The link").fill(await product.link());
    await field("The link").press("Enter");
    await sees(/^Saved \d/);
    await expect.poll(() => page.getByText("The session has expired.").count()).toBe(0);
    expect(await stored()).toMatchObject({ node: "Beyond the session", condition: "price > 400" });
  });
});

describe("Whatever is typed or pasted", () => {
  const HOSTILE = `<img src=x onerror="document.title='run'"><b>bold</b>&amp;\${1}`;

  it("into names stands there as it was written", async () => {
    await write("Name of the node", HOSTILE);
    await write("Name of the pipeline", HOSTILE);
    await sees(/^Saved \d/);
    await page.getByRole("application").getByText(HOSTILE).waitFor();
    expect(await stored()).toMatchObject({ name: HOSTILE, node: HOSTILE });
    await page.getByRole("link", { name: "Pipelines", exact: true }).click();
    await page.getByRole("link", { name: HOSTILE }).waitFor();
    expect(await page.locator("img[src=x]").count()).toBe(0);
    expect(await page.title()).not.toBe("run");
  });

  it("into an expression is a problem in words, and Escape or undo takes it back", async () => {
    for (const garbage of ["'); DROP TABLE draft; --", "\u0000\u202e{{7*7}}", "((((((", "x".repeat(20_000)]) {
      await write("Condition", garbage);
      await page.getByRole("button", { name: /^\d+ problems?$/ }).waitFor();
      await expect.poll(async () => await page.getByText(/Internal|Exception|undefined/).count()).toBe(0);
    }
    await write("Condition", "price > 500");
    await page.getByRole("button", { name: "No problems" }).waitFor();
    expect(await stored()).toMatchObject({ condition: "price > 500" });
  });

  it("as a document is refused in words that name the place", async () => {
    await page.getByRole("link", { name: "Pipelines", exact: true }).click();
    await page.getByRole("button", { name: "Import", exact: true }).click();
    const text = page.getByRole("textbox").first();
    for (const [garbage, words] of [
      ["<html>&nbsp;</html>", "A pipeline is an object"],
      ["nodes: [", "Line 1: This is not YAML"],
      [`name: ${HOSTILE}\nnodes: 7`, "Line 2: nodes must be a list, not 7"],
    ] as const) {
      await text.fill(garbage);
      await page.getByRole("button", { name: "Import", exact: true }).last().click();
      await page.getByRole("alert").filter({ hasText: words }).waitFor();
    }
    expect(await page.locator("img[src=x]").count()).toBe(0);
  });
});
