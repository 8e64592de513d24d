import type { Browser, BrowserContext, Page } from "playwright-core";
import { onTestFailed } from "vitest";
import type { Line } from "./Line";
import type { Product } from "./Product";

/** Where nothing else is said, everything must fit a screen of this size. */
export const SCREEN = { width: 1280, height: 800 };

/** A browser of somebody who has just opened a one-time link and sees the list of pipelines. */
export async function signedIn(browser: Browser, product: Product, line?: Line): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: SCREEN, ...(line && { proxy: line.proxy }) });
  const page = await context.newPage();
  await page.goto(await product.link());
  await page.getByRole("heading", { name: "Pipelines" }).waitFor();
  await page.close();
  return context;
}

/** Adds what a page says that a person does not see: errors of its console, and requests to other origins. */
export function complaintsOf(page: Page, address: string, complaints: string[]): void {
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`error: ${error}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${address}/`) && !url.startsWith("data:") && !url.startsWith(`blob:${address}/`)) {
      complaints.push(`leaves the origin: ${url}`);
    }
  });
}

/** Keeps what a page looks like, in `target/e2e`. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `target/e2e/${name.replaceAll(/\W+/g, "-").slice(0, 60)}.png` });
}

/** Keeps what a page looked like when the test fails; the test leaves the page open then. */
export function picturedOnFailure(page: Page): void {
  onTestFailed(async ({ task }) => {
    if (!page.isClosed()) await picture(page, task.name);
  });
}
