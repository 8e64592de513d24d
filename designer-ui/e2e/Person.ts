import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How long a target may take to come and to lie still on a machine that is busy. */
const PATIENCE_MS = 15_000;

/**
 * Somebody with a pointer and a keyboard in front of a page. Each click, drag and group of keys is counted; a target has to lie
 * on the screen as a whole, at rest and with nothing over it, before the pointer goes there. Nothing is scrolled to.
 */
export class Person {
  private readonly done: string[] = [];

  /** `page` is what the person looks at; another one after it is set. */
  constructor(public page: Page) {}

  /** What was done so far, in order. */
  get acts(): readonly string[] {
    return this.done;
  }

  async click(target: Locator): Promise<void> {
    await this.point(target);
    await this.page.mouse.down();
    await this.page.mouse.up();
    this.done.push(`click ${words(target)}`);
  }

  /** A text into what has the focus, and the keys that end it, such as Enter: one group. */
  async type(text: string, ...keys: readonly string[]): Promise<void> {
    const focused = this.page.locator(":focus");
    await this.reach(focused);
    await this.page.keyboard.type(text);
    await this.pressAll(keys);
    this.done.push(`type ${[text, ...keys].join(" ")}`);
  }

  /** A text in place of what stands in the field that has the focus. */
  async write(text: string, ...keys: readonly string[]): Promise<void> {
    await this.page.keyboard.press("Control+a");
    await this.type(text, ...keys);
  }

  /** Keys that write nothing, in one go. */
  async press(...keys: readonly string[]): Promise<void> {
    await this.pressAll(keys);
    this.done.push(`press ${keys.join(" ")}`);
  }

  private async pressAll(keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async drag(from: Locator, to: Locator | Point): Promise<void> {
    const start = await this.reach(from);
    const end = "x" in to ? to : await this.reach(to);
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 5 });
    await this.page.mouse.move(end.x, end.y, { steps: 5 });
    await this.page.mouse.up();
    this.done.push(`drag ${words(from)}`);
  }

  /** Drags a file of this machine from outside the browser onto something, as a desktop does. */
  async dropFile(file: string, target: Locator): Promise<void> {
    const { x, y } = await this.reach(target);
    const devtools = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files: [file], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"] as const) {
      await devtools.send("Input.dispatchDragEvent", { type, x, y, data });
    }
    await devtools.detach();
    this.done.push(`drop ${file.split("/").at(-1)}`);
  }

  /** Moves the pointer to a target, after it when it moves meanwhile, as when words come in above it. */
  private async point(target: Locator): Promise<void> {
    for (let there: Point | undefined, now = await this.reach(target); there?.x !== now.x || there.y !== now.y; ) {
      there = now;
      await this.page.mouse.move(there.x, there.y, { steps: 3 });
      now = await this.reach(target);
    }
  }

  /** Where to press, once it can be pressed; fails with what is in the way. */
  private async reach(target: Locator): Promise<Point> {
    await target.waitFor({ timeout: PATIENCE_MS });
    await expect.poll(() => target.evaluate(obstacle), { message: words(target), timeout: PATIENCE_MS }).toBe("none");
    const box = await target.boundingBox();
    if (!box) throw new Error(`${words(target)} has gone`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }
}

function words(target: Locator): string {
  return String(target).replace(/^locator\('?|'?\)$/g, "");
}

/** Runs in the page: what keeps a person from pressing an element, or "none". */
function obstacle(element: Element): Promise<string> {
  return new Promise((resolve) => {
    const before = element.getBoundingClientRect();
    requestAnimationFrame(() => {
      const box = element.getBoundingClientRect();
      const { x, y, width, height, right, bottom } = box;
      const name = (other: Element | null) =>
        `${other?.tagName.toLowerCase()} "${(other?.getAttribute("aria-label") ?? other?.textContent ?? "").slice(0, 40)}"`;
      if (x !== before.x || y !== before.y) return resolve("it moves");
      if (x < 0 || y < 0 || right > window.innerWidth || bottom > window.innerHeight) {
        return resolve(
          `it lies outside the screen: ${Math.round(x)}–${Math.round(right)}, ${Math.round(y)}–${Math.round(bottom)}`,
        );
      }
      for (const [h, v] of [
        [0.5, 0.5],
        [0.2, 0.3],
        [0.8, 0.3],
        [0.2, 0.7],
        [0.8, 0.7],
      ] as const) {
        const above = document.elementFromPoint(x + width * h, y + height * v);
        if (!above || !(element.contains(above) || above.contains(element))) {
          return resolve(`it is covered by ${name(above)}`);
        }
      }
      resolve("none");
    });
  });
}
