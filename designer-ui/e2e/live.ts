import type { Page } from "playwright-core";

/** What stands above an edge of a running pipeline: `1,234 rows`, `1,234`, `1.2 k`, `1.2k`. */
const COUNT = /^([\d.,]+) ?([kM]?)(?: rows?)?$/;

/** The count on the edge that lies furthest to the right, as a person reads it; 0 when there is none. */
export async function countOnLastEdge(page: Page): Promise<number> {
  const texts = await page.getByRole("application").getByText(COUNT).all();
  const found = await Promise.all(
    texts.map(async (text) => ({ x: (await text.boundingBox())?.x ?? -1, words: (await text.textContent()) ?? "" })),
  );
  const last = found.toSorted((one, other) => other.x - one.x)[0];
  const [, figure = "0", unit = ""] = COUNT.exec(last?.words ?? "") ?? [];
  return Number(figure.replaceAll(",", "")) * (unit === "k" ? 1e3 : unit === "M" ? 1e6 : 1);
}
