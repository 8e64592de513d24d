import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { atRest, launch, open } from "./chromium";
import { hardships } from "./complaints";
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

const LATE_FLIGHTS = "/w/default/pipelines/late-flights";

interface Screen {
  readonly name: string;
  readonly world?: string;
  readonly at: string;
  /** Brings the page into the state to be looked at. */
  readonly see: (page: Page) => Promise<void>;
}

const SCREEN_LIST: readonly Screen[] = [
  { name: "pipelines", at: "/", see: (page) => page.getByRole("link", { name: /Late flights/ }).waitFor() },
  { name: "pipelines-empty", world: "empty", at: "/", see: (page) => page.getByText("Draw your first").waitFor() },
  { name: "pipelines-busy", world: "slow", at: "/", see: (page) => page.getByText("Loading …").waitFor() },
  {
    name: "pipelines-error",
    world: "unreachable",
    at: "/",
    see: (page) => page.getByRole("button", { name: "Try again" }).waitFor(),
  },
  { name: "signed-out", world: "signedOut", at: "/", see: (page) => page.getByText("Sign in to").waitFor() },
  {
    name: "draw",
    at: LATE_FLIGHTS,
    see: async (page) => {
      await page.getByText("Late arrivals").waitFor();
      await page.getByText(/3 columns · 1,000 rows/).waitFor();
    },
  },
  {
    name: "keys",
    at: LATE_FLIGHTS,
    see: async (page) => {
      await page.getByText("Late arrivals").waitFor();
      await page.keyboard.press("?");
      await page.getByRole("region", { name: "Keys" }).waitFor();
    },
  },
  {
    name: "draw-empty",
    world: "empty",
    at: "/",
    see: async (page) => {
      await page.getByRole("button", { name: "Empty canvas" }).click();
      await page.getByText("An empty canvas", { exact: true }).waitFor();
    },
  },
  {
    name: "aggregate",
    at: `${LATE_FLIGHTS}?select=weekly`,
    see: (page) => page.getByRole("textbox", { name: "Argument of aggregate 2" }).waitFor(),
  },
  {
    name: "select",
    at: `${LATE_FLIGHTS}?select=departures&panel=data`,
    see: (page) => page.getByText("Sample: first 1,000 rows", { exact: false }).waitFor(),
  },
  {
    name: "source",
    at: `${LATE_FLIGHTS}?select=flights`,
    see: async (page) => {
      await page.getByRole("button", { name: "Choose a file" }).click();
      await page.getByRole("button", { name: /flights.ndjson/ }).waitFor();
    },
  },
  {
    name: "busy",
    world: "slow",
    at: `${LATE_FLIGHTS}?select=late&panel=data`,
    see: (page) => page.getByText("Running a sample …").waitFor(),
  },
  {
    name: "error",
    at: `${LATE_FLIGHTS}?select=late&panel=problems`,
    see: async (page) => {
      await page.getByRole("textbox", { name: "Condition" }).click();
      await page.keyboard.press("Control+a");
      await page.keyboard.type("dely > 15");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Join" }).click();
      await page.getByRole("button", { name: /Late arrivals.*There is no column/ }).click();
      await page.getByRole("list", { name: "Problems" }).waitFor();
    },
  },
  {
    name: "completion",
    at: `${LATE_FLIGHTS}?select=late`,
    see: async (page) => {
      await page.getByRole("textbox", { name: "Condition" }).click();
      await page.keyboard.press("Control+a");
      await page.keyboard.type("TO_T");
      await page.getByText("The moment that a text spells.", { exact: false }).waitFor();
    },
  },
  {
    name: "deploy",
    at: LATE_FLIGHTS,
    see: async (page) => {
      await page.getByRole("button", { name: "Deploy" }).click();
      await page.getByText(/Revision 1 runs/).waitFor();
    },
  },
  {
    name: "deploy-replaces",
    at: LATE_FLIGHTS,
    see: async (page) => {
      await page.getByRole("button", { name: "Deploy" }).click();
      await page.getByRole("button", { name: "Replace the running one" }).click();
      await page.getByRole("checkbox", { name: "What Per airport and week knows may be lost" }).waitFor();
    },
  },
  {
    name: "deploy-goes-on",
    world: "suspended",
    at: LATE_FLIGHTS,
    see: async (page) => {
      await page.getByRole("button", { name: "Deploy" }).click();
      await page.getByRole("radio", { name: /Where revision 1 was at checkpoint/ }).waitFor();
    },
  },
  {
    name: "run-again",
    world: "suspended",
    at: `${LATE_FLIGHTS}?mode=live`,
    see: async (page) => {
      await page.getByRole("button", { name: "Run again" }).click();
      await page.getByText(/was at checkpoint/).waitFor();
    },
  },
  {
    name: "offline",
    world: "offline",
    at: `${LATE_FLIGHTS}?select=late`,
    see: async (page) => {
      await page.getByRole("textbox", { name: "Name of the node" }).waitFor();
      await page.evaluate(() => window.dispatchEvent(new Event("offline")));
      await page.getByRole("textbox", { name: "Name of the node" }).fill("Too late");
      await page.keyboard.press("Enter");
      await page.getByText("Offline: 1 edit kept in this browser").waitFor();
    },
  },
  {
    name: "expired",
    world: "expired",
    at: LATE_FLIGHTS,
    see: (page) => page.getByText("The session has expired.").waitFor(),
  },
  {
    name: "afar",
    at: LATE_FLIGHTS,
    see: async (page) => {
      await page.getByText("Late arrivals").waitFor();
      for (let i = 0; i < 4; i++) await page.getByRole("button", { name: "Zoom out" }).click();
    },
  },
  {
    name: "files",
    at: "/w/default/files",
    see: async (page) => {
      await page.getByRole("button", { name: "airports.csv", exact: true }).click();
      await page.getByRole("table").waitFor();
    },
  },
  {
    name: "files-empty",
    world: "empty",
    at: "/w/default/files",
    see: (page) => page.getByText("No files yet").waitFor(),
  },
  {
    name: "cluster",
    at: "/w/default/cluster",
    see: (page) => page.getByRole("table", { name: "Executors" }).waitFor(),
  },
  {
    name: "cluster-empty",
    world: "empty",
    at: "/w/default/cluster",
    see: async (page) => {
      await page.getByRole("button", { name: "Show the command" }).click();
      await page.getByRole("button", { name: "Copy" }).waitFor();
    },
  },
  {
    name: "deployments",
    at: "/w/default/deployments?all=true",
    see: (page) => page.getByRole("table", { name: "Deployments" }).waitFor(),
  },
  {
    name: "deployments-empty",
    world: "notDeployed",
    at: "/w/default/deployments",
    see: (page) => page.getByText("Nothing was deployed yet").waitFor(),
  },
  {
    name: "deployments-busy",
    world: "slow",
    at: "/w/default/deployments",
    see: (page) => page.getByText("Loading …").waitFor(),
  },
  {
    name: "deployments-error",
    world: "unreachable",
    at: "/w/default/deployments",
    see: (page) => page.getByRole("button", { name: "Try again" }).waitFor(),
  },
  {
    name: "deployment",
    at: "/w/default/deployments/d-1",
    see: async (page) => {
      await page.getByRole("button", { name: "Stop" }).click();
      await page.getByRole("button", { name: "Stop reading" }).waitFor();
    },
  },
  {
    name: "deployment-failed",
    world: "failing",
    at: "/w/default/deployments/d-1",
    see: (page) => page.getByText("Departure time:").first().waitFor(),
  },
  {
    // A drawing that is wider than any window at which it could be read.
    name: "draw-large",
    world: "large",
    at: LATE_FLIGHTS,
    see: (page) => page.getByText("Fit the drawing").waitFor(),
  },
  { name: "live", at: `${LATE_FLIGHTS}?mode=live`, see: (page) => page.getByText("Bottleneck").waitFor() },
  {
    name: "live-data",
    at: `${LATE_FLIGHTS}?mode=live&panel=data&select=result`,
    see: (page) => page.getByText(/newest .* skipped/).waitFor(),
  },
  {
    name: "live-chart",
    at: `${LATE_FLIGHTS}?mode=live&panel=chart`,
    see: async (page) => {
      await page.locator("canvas").nth(2).waitFor();
      await page.getByText("waits 62 %", { exact: false }).first().waitFor();
    },
  },
  {
    name: "live-state",
    at: `${LATE_FLIGHTS}?mode=live&panel=state`,
    see: async (page) => {
      await page.getByRole("textbox", { name: "origin" }).fill("SEA");
      await page.keyboard.press("Enter");
      await page.getByRole("cell", { name: "412" }).waitFor();
    },
  },
  {
    name: "live-checkpoints",
    at: `${LATE_FLIGHTS}?mode=live&panel=checkpoints`,
    see: async (page) => {
      await page.locator("tbody button").nth(2).click();
      await page.getByText("118,204 rows", { exact: false }).waitFor();
    },
  },
  {
    name: "live-checkpoints-failing",
    world: "unsaved",
    at: `${LATE_FLIGHTS}?mode=live&panel=checkpoints`,
    see: async (page) => {
      await page.getByRole("button", { name: "84", exact: true }).click();
      await page.getByRole("region", { name: "Checkpoint 84" }).getByText("no space left", { exact: false }).waitFor();
    },
  },
  {
    name: "live-savepoints",
    at: `${LATE_FLIGHTS}?mode=live&panel=savepoints`,
    see: async (page) => {
      await page.getByRole("button", { name: "Before the new windows" }).click();
      await page.getByText("31.4 MB · 118,204 rows").waitFor();
    },
  },
  {
    name: "live-savepoint-made",
    at: `${LATE_FLIGHTS}?mode=live&panel=savepoints`,
    see: async (page) => {
      await page.getByRole("button", { name: "Nightly" }).click();
      await page.getByText("no space left on", { exact: false }).waitFor();
      await page.getByRole("button", { name: "Savepoint …" }).click();
      await page.getByRole("checkbox", { name: "Stop afterwards" }).waitFor();
    },
  },
  {
    name: "deploy-savepoint",
    at: `${LATE_FLIGHTS}?savepoint=s-1`,
    see: (page) => page.getByRole("radio", { name: /^At savepoint/ }).waitFor(),
  },
  {
    name: "live-restarts",
    world: "restarted",
    at: `${LATE_FLIGHTS}?mode=live&panel=restarts`,
    see: (page) => page.getByText("Attempt 3", { exact: false }).waitFor(),
  },
  {
    name: "live-empty",
    world: "notDeployed",
    at: `${LATE_FLIGHTS}?mode=live`,
    see: (page) => page.getByText("Nothing of this pipeline runs").waitFor(),
  },
  {
    name: "live-busy",
    world: "slow",
    at: `${LATE_FLIGHTS}?mode=live`,
    see: (page) => page.getByText("Loading …").waitFor(),
  },
  {
    name: "live-failed",
    world: "failing",
    at: `${LATE_FLIGHTS}?mode=live&panel=events`,
    see: (page) => page.getByRole("list", { name: "Events" }).waitFor(),
  },
  {
    name: "live-finished",
    world: "finished",
    at: `${LATE_FLIGHTS}?mode=live&panel=data`,
    see: (page) => page.getByRole("cell", { name: "SEA" }).waitFor(),
  },
  {
    name: "live-silent",
    world: "silent",
    at: `${LATE_FLIGHTS}?mode=live`,
    see: (page) => page.getByText("figures are of then", { exact: false }).waitFor(),
  },
  {
    name: "live-afar",
    at: `${LATE_FLIGHTS}?mode=live`,
    see: async (page) => {
      await page.getByText("Bottleneck").waitFor();
      for (let i = 0; i < 4; i++) await page.getByRole("button", { name: "Zoom out" }).click();
      await atRest(page.locator(".react-flow__node").first());
    },
  },
];

describe.each(["light", "dark"] as const)("In %s, at 1280 × 800", (scheme) => {
  it.each(SCREEN_LIST)("$name can be read and used", async ({ name, world = "normal", at, see }) => {
    const { page, complaints } = await open(browser, served.address, scheme);
    await page.goto(`${served.address}testing.html?world=${world}&at=${encodeURIComponent(at)}`);
    await see(page);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: `${SCREENS}${scheme}-${name}.png` });
    expect([...complaints, ...(await hardships(page))]).toEqual([]);
    await page.close();
  });
});
