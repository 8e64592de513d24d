import { mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { Product } from "./Product";

const DATA = fileURLToPath(new URL("../target/e2e/data/", import.meta.url));

declare module "vitest" {
  interface ProvidedContext {
    /** The data directory of the one product that all tests share. */
    readonly data: string;
  }
}

/**
 * Starts `./millrace up` on empty data for all test files; what it leaves stays until the next run, to be
 * looked at. With MILLRACE_E2E_DATA they go to the one that runs on that data already.
 */
export default async function start({ provide }: TestProject): Promise<() => Promise<void>> {
  const running = process.env.MILLRACE_E2E_DATA;
  if (running !== undefined) {
    provide("data", running);
    return async () => {};
  }
  rmSync(DATA, { recursive: true, force: true });
  mkdirSync(DATA, { recursive: true });
  const { stop } = await Product.start(DATA);
  provide("data", DATA);
  return stop;
}
