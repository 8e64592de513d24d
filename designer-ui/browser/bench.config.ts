import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["browser/**/*.bench.ts"],
    hookTimeout: 120_000,
    fileParallelism: false,
    reporters: [["default", { summary: false }]],
  },
});
