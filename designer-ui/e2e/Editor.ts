import type { BrowserContext, Page } from "playwright-core";
import { EDIT, type Edit } from "../src/canvas-core/draft/edit";
import { isObject, type Json, member } from "../src/canvas-core/json/json";
import { parseJson } from "../src/canvas-core/json/jsonText";
import { readOrThrow } from "../src/canvas-core/shape/codec";
import { list } from "../src/canvas-core/shape/composites";
import type { Random } from "./chance";

const EDITS = list(EDIT);

/** A batch of edits that the control plane has taken, as the tab that made it heard. */
export interface Accepted {
  readonly version: number;
  readonly edits: readonly Edit[];
  readonly author: string;
}

/** Somebody who edits one pipeline in a tab, at random and fast, and what the tab tells. */
export class Editor {
  /** By the id of their batch: an answer may get lost on a line that is cut, and comes again. */
  readonly accepted = new Map<string, Accepted>();
  private made = 0;

  private constructor(
    readonly name: string,
    readonly page: Page,
    private readonly random: Random,
  ) {}

  static async open(name: string, context: BrowserContext, address: string, random: Random): Promise<Editor> {
    const page = await context.newPage();
    const editor = new Editor(name, page, random);
    page.on("response", (response) => {
      if (response.url().endsWith("/draft/edits") && response.ok()) {
        void response.text().then((text) => editor.hear(response.request().postData() ?? "", text));
      }
    });
    await page.addInitScript(keepOverwrites);
    await page.goto(address);
    await page.getByRole("textbox", { name: "Name of the pipeline" }).waitFor();
    return editor;
  }

  private hear(asked: string, told: string): void {
    const [question, answer] = [parseJson(asked), parseJson(told)];
    if (!isObject(question) || !isObject(answer) || member(answer, "outcome") !== "accepted") return;
    const version = Number(String(member(answer, "version")));
    const edits = readOrThrow(EDITS, (member(question, "edits") ?? []) as Json);
    this.accepted.set(String(member(question, "clientEditId")), { version, edits, author: this.name });
  }

  /** Edits at random, a few of the same field in a row: names, a condition, and where nodes are. */
  async edits(count: number): Promise<void> {
    for (let left = count; left > 0; ) {
      const burst = Math.min(left, 1 + this.random.below(8));
      await this.random.oneOf([
        () => this.write("Name of the pipeline", burst, "pipeline"),
        () => this.write("Name of the node", burst, "node"),
        () => this.write("Condition", burst, "price >"),
        () => this.move(burst),
      ])();
      left -= burst;
    }
  }

  private async write(field: string, times: number, words: string): Promise<void> {
    const input = this.page.getByRole("textbox", { name: field });
    for (let i = 0; i < times; i++) {
      this.made++;
      const unique = this.name === "one" ? this.made : 1_000 + this.made;
      await input.fill(`${words} ${unique}`);
      await input.press("Enter");
    }
  }

  /** By the arrow keys, which move what is selected. */
  private async move(times: number): Promise<void> {
    const card = this.page
      .getByRole("application")
      .getByRole("group", { name: /^node |Dear/ })
      .first();
    await card.focus();
    for (let i = 0; i < times; i++) {
      this.made++;
      await card.press(this.random.oneOf(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]));
    }
  }

  /** Until the control plane has everything. */
  async saved(): Promise<void> {
    await this.page.getByText(/^Saved/).waitFor({ timeout: 60_000 });
  }

  /** All that was said about fields that two people changed, word by word as it stood there. */
  overwrites(): Promise<readonly string[]> {
    return this.page.evaluate(() => (window as unknown as { overwrites: string[] }).overwrites);
  }
}

/** Runs in the page: notes each sentence of `Changed by two people` when it comes, as a person would read it. */
function keepOverwrites(): void {
  const seen = new Set<string>();
  const kept: string[] = [];
  Object.assign(window, { overwrites: kept });
  new MutationObserver(() => {
    for (const item of document.querySelectorAll("[aria-label='Changed by two people'] li > span")) {
      const words = item.textContent ?? "";
      if (!seen.has(words)) kept.push(words);
      seen.add(words);
    }
  }).observe(document, { childList: true, subtree: true, characterData: true });
}
