const ADVICE_HUGE_PAGES = 14;

/**
 * Asks Linux to back memory by pages of 2 MiB instead of 4 KiB. Transforms that write to dozens of places
 * at once, and products that stream large matrices, otherwise spend a twentieth of their time on
 * looking up pages. It is advice: a kernel without such pages, or another system, goes on as before.
 */
export function adviseHugePages(memory: WebAssembly.Memory, bytes: number): void {
  if (Deno.build.os !== "linux") return;
  const library = Deno.dlopen("libc.so.6", {
    madvise: { parameters: ["pointer", "usize", "i32"], result: "i32" },
  });
  try {
    const view = new Uint8Array(memory.buffer) as unknown as Uint8Array<ArrayBuffer>;
    const start = Deno.UnsafePointer.of(view);
    library.symbols.madvise(start, BigInt(bytes), ADVICE_HUGE_PAGES);
  } finally {
    library.close();
  }
}
