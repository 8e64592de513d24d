import { setTimeout } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launch } from "../browser/chromium";
import { DOCUMENT, type PipelineDocument } from "../src/canvas-core/document/document";
import { applyEdits } from "../src/canvas-core/draft/drafts";
import { fieldsOf, heldAt } from "../src/canvas-core/drawing/fields";
import { print } from "../src/canvas-core/json/canonicalJson";
import { picturedOnFailure, signedIn } from "./browser";
import { Random } from "./chance";
import { type Accepted, Editor } from "./Editor";
import { Line } from "./Line";
import { Product } from "./Product";
import { draftOf, drawingAt, importPipeline } from "./pipelines";

const SEED = Number(process.env.SEED ?? 20_260_101);
const EDITS = 200;

/** How long one tab is offline at least, where tests may take long. */
const OFFLINE_MS = process.env.MILLRACE_TESTS === "all" ? 30_000 : 0;

const product = new Product(inject("data"));
let browser: Browser;
let line: Line;

beforeAll(async () => {
  [browser, line] = await Promise.all([launch(), Line.lay()]);
});

afterAll(async () => {
  await browser.close();
  line.close();
});

describe(`Several tabs (SEED=${SEED})`, () => {
  it("that edit one drawing, one of them offline for a while, come to the same, and none loses a value unseen", async () => {
    const [steady, cut] = await Promise.all([signedIn(browser, product), signedIn(browser, product, line)]);
    const id = await importPipeline(steady, product.address);
    const address = drawingAt(product.address, id, "dear");
    const before = await draftOf(steady, product.address, id);
    const one = await Editor.open("one", steady, address, new Random(SEED));
    const other = await Editor.open("other", cut, address, new Random(SEED + 1));
    picturedOnFailure(one.page);
    picturedOnFailure(other.page);

    await Promise.all([one.edits(EDITS / 4), other.edits(EDITS / 4)]);
    line.cut();
    await Promise.all([one.edits(EDITS / 2), other.edits(EDITS / 2), setTimeout(OFFLINE_MS)]);
    await other.page.getByText(/^Offline: \d+ edits kept in this browser$/).waitFor();
    line.mend();
    await Promise.all([one.edits(EDITS / 4), other.edits(EDITS / 4)]);
    await Promise.all([one.saved(), other.saved()]);

    const log = [...one.accepted.values(), ...other.accepted.values()].toSorted((a, b) => a.version - b.version);
    const after = await draftOf(steady, product.address, id);
    expect(log.map(({ version }) => version)).toEqual(log.map((_, i) => before.version + 1 + i));
    const stages = folded(before.document, log);
    const last = stages.at(-1) ?? before.document;
    expect([after.version, textOf(after.document)]).toEqual([before.version + log.length, textOf(last)]);
    expect(log.length).toBeGreaterThan(EDITS);

    for (const { page } of [one, other]) {
      const dear = after.document.nodes.find((node) => node.id === "dear");
      await expect
        .poll(() => page.getByRole("textbox", { name: "Name of the pipeline" }).inputValue())
        .toBe(after.document.name);
      await expect.poll(() => page.getByRole("textbox", { name: "Name of the node" }).inputValue()).toBe(dear?.name);
      await expect
        .poll(() => page.getByRole("textbox", { name: "Condition" }).textContent())
        .toBe(dear?.config.condition);
    }
    await expect.poll(() => shownOf(other)).toEqual(await shownOf(one));

    const [toOne, toOther] = await Promise.all([one.overwrites(), other.overwrites()]);
    const told = new Map([
      ["one", toOne],
      ["other", toOther],
    ]);
    const lost = overwritten(stages, before.document, log);
    expect(lost.length).toBeGreaterThan(0);
    for (const { author, mine, theirs, later } of lost) {
      const words = [`your ${mine} to`, ...later.map((value) => `your ${value} replaced`)];
      const heard = told.get(author) ?? [];
      expect(
        heard.some((sentence) => words.some((part) => sentence.includes(part))),
        `${author} is told that ${mine} became ${theirs}: ${heard.join("\n")}`,
      ).toBe(true);
    }
    await Promise.all([steady.close(), cut.close()]);
  });

  it("all hear of a change when eight are open in one browser", async () => {
    const context = await signedIn(browser, product);
    const id = await importPipeline(context, product.address);
    const pages = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const page = await context.newPage();
        await page.goto(drawingAt(product.address, id, "dear"));
        return page;
      }),
    );
    const names = (page: Page) => page.getByRole("textbox", { name: "Name of the node" });
    for (const [i, page] of pages.entries()) {
      await names(page).fill(`Dear to ${i}`);
      await names(page).press("Enter");
      for (const each of pages) await expect.poll(() => names(each).inputValue()).toBe(`Dear to ${i}`);
    }
    await context.close();
  });
});

function textOf(document: PipelineDocument): string {
  return print(DOCUMENT.write(document));
}

/** The document after each batch. */
function folded(before: PipelineDocument, log: readonly Accepted[]): readonly PipelineDocument[] {
  let document = before;
  return log.map(({ version, edits }) => {
    const result = applyEdits(document, edits);
    if (result.outcome === "refused") throw new Error(`Version ${version} was accepted and does not apply`);
    document = result.document;
    return document;
  });
}

interface Lost {
  readonly author: string;
  readonly mine: string;
  readonly theirs: string;
  /** What the author gave the field after that: what was written before hearing of it is told of instead. */
  readonly later: readonly string[];
}

/** The values that one tab gave a field and that the other one's next edit of the field changed. */
function overwritten(
  stages: readonly PipelineDocument[],
  before: PipelineDocument,
  log: readonly Accepted[],
): readonly Lost[] {
  const holders = new Map<string, string>();
  return log.flatMap(({ edits, author }, i): Lost[] =>
    edits.flatMap(fieldsOf).flatMap((field): Lost[] => {
      const [mine, theirs] = [heldAt(stages[i - 1] ?? before, field), heldAt(stages[i] ?? before, field)];
      const holder = holders.get(field);
      holders.set(field, author);
      if (holder === undefined || holder === author || mine === undefined || theirs === undefined || mine === theirs)
        return [];
      const later = log.flatMap((batch, j): string[] => {
        const isTheirs = j > i && batch.author === holder && batch.edits.flatMap(fieldsOf).includes(field);
        return isTheirs ? [heldAt(stages[j] ?? before, field) ?? ""] : [];
      });
      return [{ author: holder, mine, theirs, later }];
    }),
  );
}

/** The cards of a tab: what stands on them, and where they lie against the first one. */
async function shownOf({ page }: Editor): Promise<readonly (readonly [string, number, number])[]> {
  const cards = page.getByRole("application").locator(".react-flow__node");
  return cards.evaluateAll((all) => {
    const [first] = all.map((card) => card.getBoundingClientRect());
    return all
      .map((card): [string, number, number] => {
        const { x, y } = card.getBoundingClientRect();
        return [card.textContent ?? "", Math.round(x - (first?.x ?? 0)), Math.round(y - (first?.y ?? 0))];
      })
      .toSorted(([a], [b]) => a.localeCompare(b));
  });
}
