import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What is used of resvg. */
type Resvg = typeof import("@resvg/resvg-wasm").Resvg;

let ready: Promise<{ Resvg: Resvg; fonts: Uint8Array[] }> | undefined;

/**
 * An SVG as a PNG, `zoom` pixels to one of the drawing's, text set in Arimo (which has the widths of
 * Arial). The same everywhere: no font of the system is used.
 */
export async function rasterise(svg: string, zoom: number): Promise<Uint8Array> {
  const { Resvg, fonts } = await (ready ??= load());
  const drawing = new Resvg(svg, {
    fitTo: { mode: "zoom", value: zoom },
    font: { fontBuffers: fonts, defaultFontFamily: "Arimo", sansSerifFamily: "Arimo" },
  });
  try {
    const picture = drawing.render();
    try {
      return picture.asPng();
    } finally {
      picture.free();
    }
  } finally {
    drawing.free();
  }
}

async function load(): Promise<{ Resvg: Resvg; fonts: Uint8Array[] }> {
  const { initWasm, Resvg } = await import("@resvg/resvg-wasm");
  // Makes Deno install the package: it holds fonts, no code to import.
  await import("@expo-google-fonts/arimo/package.json", { with: { type: "json" } });
  const read = (name: string) => new Uint8Array(readFileSync(fileURLToPath(name)));
  await initWasm(read(import.meta.resolve("@resvg/resvg-wasm/index_bg.wasm")));
  const fonts = [
    import.meta.resolve("@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf"),
    import.meta.resolve("@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf"),
  ];
  return { Resvg, fonts: fonts.map(read) };
}
