// Builds build/assets from our sources and the packages of package-lock.json. Nothing built is committed.
//   node scripts/build-assets.mjs            the default theme
//   KERNKRACHT_THEME=buren node scripts/…    adds theme-buren.css; its packages are fetched now and not saved
import { execFileSync } from "node:child_process";
import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { transform } from "lightningcss";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const source = join(root, "kernkracht/foundation/design_system/assets");
const target = join(root, "build/assets");
const draft = join(root, `build/assets.${process.pid}`);
const theme = process.env.KERNKRACHT_THEME || "kernkracht";
const started = Date.now();

async function readTheme() {
  try {
    return JSON.parse(await readFile(join(source, `themes/${theme}.json`), "utf8"));
  } catch (error) {
    throw new Error(`KERNKRACHT_THEME=${theme}: no usable themes/${theme}.json (${error.message})`);
  }
}

function fetchThemePackages(packages) {
  const wanted = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  if (wanted.length) {
    execFileSync("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", ...wanted], {
      cwd: root, stdio: ["ignore", "ignore", "inherit"],
    });
  }
}

// The complete token set has about 2,900 custom properties. Keep those some rule uses, also in the other stylesheets
// and the drawings; a parser does this, because a pattern would take BEM selectors for properties.
function dropUnusedTokens(sheets) {
  const codes = new Map(sheets);
  for (let size = Infinity; totalOf(codes) < size;) {
    size = totalOf(codes);
    const used = new Set();
    for (const [filename, code] of codes) {
      transform({ filename, code, visitor: { Variable(variable) { used.add(variable.name.ident); } } });
    }
    for (const [filename, code] of codes) {
      const visitor = {
        Declaration: { custom(own) { return own.name.startsWith("--") && !used.has(own.name) ? [] : undefined; } },
      };
      codes.set(filename, transform({ filename, code, minify: true, visitor }).code);
    }
  }
  return codes;
}
const totalOf = (codes) => [...codes.values()].reduce((sum, code) => sum + code.length, 0);

async function sprite() {
  const symbols = [];
  for (const name of (await readdir(join(source, "icons"))).filter((file) => file.endsWith(".svg")).sort()) {
    const drawing = await readFile(join(source, "icons", name), "utf8");
    const inside = drawing.match(/<svg[^>]*viewBox="([^"]+)"[^>]*>([\s\S]*)<\/svg>/);
    if (!inside) throw new Error(`icons/${name}: needs one <svg viewBox="…">`);
    symbols.push(`<symbol id="${name.slice(0, -4)}" viewBox="${inside[1]}">${inside[2].trim()}</symbol>`);
  }
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}

const { packages } = await readTheme();
fetchThemePackages(packages);
await mkdir(draft, { recursive: true });
try {
  const sheets = ["site", "office", ...(theme === "kernkracht" ? [] : [`theme-${theme}`])];
  const scripts = ["site", "editor", "visit-note", "visit-worker", "visit-leave"];
  await build({
    entryPoints: [...sheets.map((name) => join(source, `css/${name}.css`)), ...scripts.map((name) => join(source, `js/${name}.js`))],
    entryNames: "[name]", assetNames: "fonts/[name]", outdir: draft,
    bundle: true, minify: true, target: ["chrome111", "firefox113", "safari16.4"],
    loader: { ".woff2": "file", ".svg": "dataurl" }, nodePaths: [join(root, "node_modules")], logLevel: "warning",
  });
  const read = await Promise.all(sheets.map(async (name) => [`${name}.css`, await readFile(join(draft, `${name}.css`))]));
  for (const [name, code] of dropUnusedTokens(read)) await writeFile(join(draft, name), code);
  await writeFile(join(draft, "icons.svg"), await sprite());
  await copyFile(join(source, "favicon.svg"), join(draft, "favicon.svg"));
  await rm(target, { recursive: true, force: true });
  await rename(draft, target);
} finally {
  await rm(draft, { recursive: true, force: true });
}
console.log(`assets built in ${Date.now() - started} ms (theme ${theme})`);
