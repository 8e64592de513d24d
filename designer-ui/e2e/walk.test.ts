import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launch } from "../browser/chromium";
import { complaintsOf, picturedOnFailure, signedIn } from "./browser";
import { countOnLastEdge } from "./live";
import { Person } from "./Person";
import { Product } from "./Product";

const FLIGHTS = fileURLToPath(new URL("../../deploy/demo/data/flights.ndjson", import.meta.url));

/** More clicks and groups of keys would be too many for a first pipeline. */
const MOST_ACTS = 40;

const product = new Product(inject("data"));
let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(() => browser.close());

it("A pipeline is drawn, mended, previewed, deployed, watched, stopped and found again, by pointer and keys alone", async () => {
  const context = await signedIn(browser, product);
  const complaints: string[] = [];
  const newTab = async (): Promise<Page> => {
    const page = await context.newPage();
    complaintsOf(page, product.address, complaints);
    picturedOnFailure(page);
    await page.goto(product.address);
    return page;
  };
  const person = new Person(await newTab());
  const click = (name: string | RegExp) => person.click(person.page.getByRole("button", { name, exact: true }));
  const clickInPalette = (name: string) =>
    person.click(person.page.getByRole("region", { name: "Palette" }).getByRole("button", { name, exact: true }));
  const clickField = (name: string) => person.click(person.page.getByRole("textbox", { name }));
  const sees = (words: string | RegExp) => person.page.getByText(words).first().waitFor();
  const seesButton = (name: string) => person.page.getByRole("button", { name, exact: true }).waitFor();

  // An empty canvas, and a file that becomes a source. It is read slowly, a day of flights each second.
  await click(/^(Empty canvas|New pipeline)$/);
  await clickField("Name of the pipeline");
  await person.write("Delays by origin", "Enter");
  await person.dropFile(FLIGHTS, person.page.getByRole("application"));
  await sees("Sample: first 1,000 rows");
  await click("Close the panel");
  await click("More settings");
  await person.press("Tab", "Enter");
  await person.press("Tab");
  await person.type("date", "Tab");
  await person.type("1 d", "Tab");

  // A filter with a wrong name, mended by the fix that is offered.
  await clickInPalette("Filter");
  await clickField("Condition");
  await person.type("dely > 15", "Enter");
  await sees(/There is no column/);
  await click("Use delay");

  await clickInPalette("Aggregate");
  await click("Add group by");
  await clickField("Expression of group by 1");
  await person.type("origin", "Enter");
  await click("Add aggregate");
  await person.click(person.page.getByRole("combobox", { name: "Function of aggregate 1" }));
  await person.type("AVG", "Enter", "Tab");
  await person.type("delay", "Enter");

  await clickInPalette("File");
  await clickField("Path");
  await person.type("out/delays-by-origin.ndjson", "Enter");
  // Its result changes as rows come, which a file only tells with a column for that.
  await click("Write each change as a row");
  await seesButton("No problems");

  // Rows of the sample, as they would reach the sink.
  await click("Data");
  await person.page.getByRole("columnheader", { name: /^avg/ }).waitFor();
  await sees(/^Sample: /);

  await click("Deploy");
  await person.type("Average delay of late flights");
  await click("Commit only");
  await sees("Revision 1 is committed.");
  await person.click(person.page.getByRole("dialog").getByRole("button", { name: "Deploy", exact: true }));
  await person.click(person.page.getByRole("link", { name: "Watch it live" }));

  await click("Fit the drawing");
  await expect.poll(() => countOnLastEdge(person.page), { timeout: 60_000 }).toBeGreaterThan(0);
  const seen = await countOnLastEdge(person.page);
  await expect.poll(() => countOnLastEdge(person.page), { timeout: 30_000 }).toBeGreaterThan(seen);

  // The next revision takes over where the first one is, which is no part of a first pipeline.
  const before = person.acts.length;
  await person.click(person.page.getByRole("link", { name: "Draw", exact: true }));
  await click("Deploy");
  await click("Replace the running one");
  await sees("Revision 2 is deployed.");
  await person.click(person.page.getByRole("link", { name: "Watch it live" }));
  const more = person.acts.length - before;
  await expect.poll(() => countOnLastEdge(person.page), { timeout: 60_000 }).toBeGreaterThan(0);
  await click("Stop");
  await click("Stop reading");
  await sees("Stopped");

  // Somebody who comes back in another tab finds draft, revision, result and events.
  await person.page.close();
  person.page = await newTab();
  await person.click(person.page.getByRole("link", { name: /^Delays by origin Stopped/ }));
  await person.page.getByRole("application").getByText("delay > 15").waitFor();
  await person.page.getByRole("application").getByText("AVG(delay) by origin").waitFor();
  await person.click(person.page.getByRole("link", { name: "Live" }));
  await sees(/Stopped.* · revision 2/);
  await click("Data");
  await sees("What File has written");
  await person.page.getByRole("columnheader", { name: /^avg/ }).waitFor();
  await click("Events");
  const events = person.page.getByRole("list", { name: "Events" });
  for (const status of [/Starting/, /Running/, /Stopping/, /Stopped/]) {
    await events.getByText(status).first().waitFor();
  }

  process.stdout.write(`${[`${person.acts.length} clicks and groups of keys:`, ...person.acts].join("\n  ")}\n`);
  expect(person.acts.length - more).toBeLessThanOrEqual(MOST_ACTS);
  expect(complaints).toEqual([]);
  await context.close();
});
