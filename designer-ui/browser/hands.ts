import type { Locator, Page } from "playwright-core";

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The middle of something on the screen. */
export async function middle(target: Locator): Promise<Place> {
  const box = await target.boundingBox();
  if (!box) throw new Error("It is not on the screen");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Presses at one place and lets go at another, with moves between them as a hand makes them. */
export async function drag(page: Page, from: Place, to: Place): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 5 });
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.mouse.up();
}
