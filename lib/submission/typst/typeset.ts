import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { messageOf } from "../../core/errors.ts";
import type { Pictures } from "./output.ts";

/** A typeset document. */
export interface Typeset {
  readonly pdf: Uint8Array;
  readonly pages: number;
  /** Ids of the questions whose answer stands in the document. */
  readonly answered: ReadonlySet<string>;
}

/**
 * Sets a document with Typst, which runs within this process: no browser, no TeX. Text in its own
 * fonts, drawings in Arimo, the face their lines were measured with.
 *
 * @param pictures what the document calls `figures/NAME`.
 * @throws {RangeError} when Typst cannot set it, with its reasons, or when there is no Typst for this
 * kind of machine.
 */
export async function typeset(source: string, pictures: Pictures): Promise<Typeset> {
  const { NodeCompiler } = await loadTypst();
  // Nothing is read from there: all files are handed over.
  const workspace = resolve(import.meta.dirname!, "page");
  const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: await fonts() }] });
  for (const [name, bytes] of pictures) {
    compiler.mapShadow(resolve(workspace, "figures", name), Buffer.from(bytes));
  }
  const compiled = compiler.compile({ mainFileContent: source });
  const document = compiled.result;
  if (!document) {
    const faults = compiled.takeDiagnostics();
    throw new RangeError(`the write-up cannot be set: ${reasons(faults?.shortDiagnostics ?? [])}`);
  }
  const marks = compiler.query(document, { selector: "metadata" }) as { label?: string }[];
  const ids = marks.map(({ label = "" }) => /^<answer-(.*)>$/.exec(label)?.[1]);
  try {
    const pdf = new Uint8Array(compiler.pdf(document, { pdfStandard: "ua-1" }));
    return {
      pdf,
      pages: document.numOfPages,
      answered: new Set(ids.filter((id) => id !== undefined)),
    };
  } catch (error) {
    // Typst lists its reasons in the form of its own data.
    const told = [...messageOf(error).matchAll(/message: "((?:[^"\\]|\\.)*)"/g)].map(([, one]) =>
      one
    );
    const why = [...new Set(told)].join("; ") || messageOf(error);
    throw new RangeError(`the write-up cannot be made a PDF: ${why}`, { cause: error });
  }
}

async function loadTypst(): Promise<typeof import("@myriaddreamin/typst-ts-node-compiler")> {
  try {
    return await import("@myriaddreamin/typst-ts-node-compiler");
  } catch (error) {
    throw new RangeError(
      `Typst, which sets the write-up, is missing (${messageOf(error)}). It comes from npm for ` +
        "Linux, macOS and Windows: connect to the network once, or make the write-up elsewhere",
      { cause: error },
    );
  }
}

async function fonts(): Promise<Buffer[]> {
  // Makes Deno install the package: it holds fonts, no code to import.
  await import("@expo-google-fonts/arimo/package.json", { with: { type: "json" } });
  return [
    import.meta.resolve("@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf"),
    import.meta.resolve("@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf"),
  ].map((address) => readFileSync(fileURLToPath(address)));
}

function reasons(diagnostics: readonly unknown[]): string {
  return diagnostics.map((one) => {
    const { message = one, hints = [] } = one as { message?: unknown; hints?: unknown[] };
    return [message, ...hints].join(" ");
  }).join("; ");
}
