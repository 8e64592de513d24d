// The types of the control plane's API, from the committed openapi.yaml.
//
//   node tools/api.mjs          writes src/app/api/schema.d.ts anew
//   node tools/api.mjs check    fails when it was not written from the openapi.yaml that is there
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const OPENAPI = fileURLToPath(new URL("../../designer-backend/openapi.yaml", import.meta.url));
const TYPES = fileURLToPath(new URL("../src/app/api/schema.d.ts", import.meta.url));

// The generator needs the compiler's older interface, so it brings its own compiler instead of standing in package.json.
const PACKAGES = ["openapi-typescript@7.13.0", "typescript@5.9.3"];

const mark = `// From designer-backend/openapi.yaml by \`npm run api\`, SHA-256 ${createHash("sha256").update(readFileSync(OPENAPI)).digest("hex")}\n`;

if (process.argv[2] === "check") {
  if (!readFileSync(TYPES, "utf8").startsWith(mark)) {
    process.stderr.write("src/app/api/schema.d.ts is older than designer-backend/openapi.yaml: run `npm run api`\n");
    process.exit(1);
  }
} else {
  const folder = mkdtempSync(join(tmpdir(), "millrace-api-"));
  const out = join(folder, "schema.d.ts");
  const packages = PACKAGES.flatMap((name) => ["--package", name]);
  execFileSync("npx", ["--yes", ...packages, "openapi-typescript", OPENAPI, "--output", out], { stdio: "inherit" });
  writeFileSync(TYPES, mark + readFileSync(out, "utf8"));
  rmSync(folder, { recursive: true });
}
