/**
 * Builds the booth: a script for each page, the worker, and `veche-booth.html`, the whole booth in one file.
 *
 *     node booth/build.mjs [FOLDER]
 *
 * The output depends on the sources and the lock file alone, so that anybody can build it and compare `hashes.json`
 * with what a server sends: no dates, no paths of this machine, no source maps.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { readWords } from "./words.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = resolve(process.argv[2] ?? join(HERE, "../src/veche/web/ballots/static/booth"));
const PAGES = ["vote", "registrar", "trustee", "credential", "roll", "sign"];
const OURS = /^(vote|registrar|trustee|credential|roll|sign|worker|trustee-worker|veche-booth|hashes)(\.[a-z]{2})?\.(js|json|html)$/;
const SECTIONS = JSON.parse(readFileSync(join(HERE, "src/pages/sections.json"), "utf8")); // of the words, by page
const MOST_SCRIPT = 150_000; // bytes that a voter on a bad line loads before the first page works: vote.js, worker.js, the words

const page = (name) => join(HERE, "src/pages", name);
const sha256 = (bytes, encoding) => createHash("sha256").update(bytes).digest(encoding);

/**
 * The wanted sections of the catalogues by language, and with them the 1,024 words in which fingerprints are read aloud:
 * the section `wordlist` with the one text `all`.
 */
function wordsOf(sections) {
  const list = (language) => readFileSync(join(HERE, `../src/veche/words/wordlists/${language}.txt`), "utf8").trim().split(/\s+/).join(" ");
  const catalogues = Object.entries(readWords(join(HERE, "words"), sections));
  return Object.fromEntries(catalogues.map(([language, texts]) => [language, { ...texts, wordlist: { all: list(language) } }]));
}

/** `import words from "veche:words/vote+choice"`: those sections of the catalogues in all languages; without names, all. */
const words = {
  name: "words",
  setup(bundle) {
    bundle.onResolve({ filter: /^veche:words/ }, ({ path }) => ({ path, namespace: "words" }));
    bundle.onLoad({ filter: /.*/, namespace: "words" }, ({ path }) => ({
      contents: JSON.stringify(wordsOf(path.split("/")[1]?.split("+"))),
      loader: "json",
    }));
  },
};

/** `import source from "veche:worker"`: the worker's whole source in the single file, "" where it is a file of its own. */
const worker = (source) => ({
  name: "worker",
  setup(bundle) {
    bundle.onResolve({ filter: /^veche:worker$/ }, ({ path }) => ({ path, namespace: "worker" }));
    bundle.onLoad({ filter: /.*/, namespace: "worker" }, () => ({ contents: source, loader: "text" }));
  },
});

async function bundled(entry, format, workerSource = "") {
  const result = await build({
    absWorkingDir: HERE,
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format,
    target: ["es2022", "chrome94", "firefox93", "safari16.4"],
    charset: "utf8",
    legalComments: "eof",
    logLevel: "warning",
    plugins: [words, worker(workerSource)],
  });
  return result.outputFiles[0].text;
}

/**
 * The whole booth in one HTML file. `single.html` has the places <!--policy-->, <!--style--> and <!--script-->. Its policy
 * lets this one script and this one style run, lets the worker start from memory, and connects to nowhere.
 */
async function singleFile(workerSource) {
  const script = (await bundled(page("single.ts"), "iife", workerSource)).replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
  const style = existsSync(page("single.css")) ? readFileSync(page("single.css"), "utf8").trim() : "";
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${sha256(script, "base64")}'`,
    `style-src 'sha256-${sha256(style, "base64")}'`,
    "worker-src blob:",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types veche-worker",
  ].join("; ");
  return readFileSync(page("single.html"), "utf8")
    .replace("<!--policy-->", () => `<meta http-equiv="Content-Security-Policy" content="${policy}">`)
    .replace("<!--style-->", () => `<style>${style}</style>`)
    .replace("<!--script-->", () => `<script>${script}</script>`);
}

/** What a page says, a file for each language: `vote.be.json`. Five languages in the script would be more than a bad line loads. */
function texts(name) {
  const languages = Object.entries(wordsOf(SECTIONS[name]));
  return Object.fromEntries(languages.map(([language, texts]) => [`${name}.${language}.json`, JSON.stringify(texts)]));
}

async function everything() {
  const workerSource = await bundled(join(HERE, "src/worker/worker.ts"), "iife");
  const trusteeWorker = await bundled(join(HERE, "src/worker/trustee-worker.ts"), "iife");
  const files = { "worker.js": workerSource, "trustee-worker.js": trusteeWorker };
  for (const name of PAGES.filter((name) => existsSync(page(`${name}.ts`)))) {
    files[`${name}.js`] = await bundled(page(`${name}.ts`), "esm");
    if (SECTIONS[name]) Object.assign(files, texts(name)); // of the others all texts are the server's
  }
  if (existsSync(page("single.ts"))) files["veche-booth.html"] = await singleFile(workerSource);
  return Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
}

const files = await everything();
const hashes = Object.fromEntries(files.map(([name, text]) => [name, sha256(text, "hex")]));
const size = Object.fromEntries(files.map(([name, text]) => [name, Buffer.byteLength(text)]));
const vote = Object.keys(size).filter((name) => /^vote\...\.json$/.test(name));
const voter = (size["vote.js"] ?? 0) + size["worker.js"] + Math.max(0, ...vote.map((name) => size[name]));
if (voter >= MOST_SCRIPT) {
  console.error(`booth: the voter's page loads ${voter} bytes of script, ${MOST_SCRIPT} is too many; nothing was written`);
  process.exit(1);
}
mkdirSync(OUT, { recursive: true });
for (const name of readdirSync(OUT)) if (OURS.test(name)) rmSync(join(OUT, name)); // so that nothing of an older build stays
for (const [name, text] of files) writeFileSync(join(OUT, name), text);
writeFileSync(join(OUT, "hashes.json"), `${JSON.stringify(hashes, null, 1)}\n`);
for (const [name] of files) console.log(`${String(size[name]).padStart(8)}  ${hashes[name]}  ${name}`);
console.log(`booth: the voter's page loads ${voter} of at most ${MOST_SCRIPT} bytes of script`);
