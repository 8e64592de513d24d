import { type Browser, chromium, type Locator, type Page } from "playwright-core";

const ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];

/** The Chromium of the machine. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGUMENTS });
}

/** A page of the size that everything must fit, and what it complained about or asked of other origins. */
export async function open(
  browser: Browser,
  address: string,
  colorScheme: "light" | "dark" = "light",
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme });
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith("data:")) {
      complaints.push(`leaves the origin: ${request.url()}`);
    }
  });
  return { page, complaints };
}

/** Where something lies, once it lies still: in the same place in two frames of the page that follow each other. */
export async function atRest(what: Locator): Promise<DOMRect> {
  return what.evaluate(
    (element) =>
      new Promise<DOMRect>((resolve) => {
        const look = (before: DOMRect) =>
          requestAnimationFrame(() => {
            const now = element.getBoundingClientRect();
            const isStill = now.x === before.x && now.y === before.y && now.width === before.width;
            if (isStill) resolve(now.toJSON());
            else look(now);
          });
        requestAnimationFrame(() => look(element.getBoundingClientRect()));
      }),
  );
}
