/** Bundles the tests and runs them with `node --test`: node 20 cannot read TypeScript by itself. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** In tests the worker is a file of its own, as it is for the pages of a server. */
const worker = {
  name: "worker",
  setup(bundle) {
    bundle.onResolve({ filter: /^veche:worker$/ }, ({ path }) => ({ path, namespace: "worker" }));
    bundle.onLoad({ filter: /.*/, namespace: "worker" }, () => ({ contents: "", loader: "text" }));
  },
};

const HERE = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "veche-booth-test-"));
try {
  await build({
    absWorkingDir: HERE,
    entryPoints: readdirSync(HERE).filter((name) => name.endsWith(".test.ts")),
    bundle: true,
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
    plugins: [worker],
    define: { VECTORS: JSON.stringify(join(HERE, "../../vectors/core")) },
  });
  const tests = readdirSync(folder).map((name) => join(folder, name));
  const { status } = spawnSync(process.execPath, ["--test", ...process.argv.slice(2), ...tests], { stdio: "inherit" });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}
