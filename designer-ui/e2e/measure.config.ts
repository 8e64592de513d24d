import { defineConfig } from "vitest/config";

/** What is measured and printed, and asserts nothing. */
export default defineConfig({ test: { include: ["e2e/*.measure.ts"], testTimeout: 1_800_000 } });
