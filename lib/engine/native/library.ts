import "onnxruntime-node/dist/version.js";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { withoutTelemetry } from "./without_telemetry.ts";

const FILES: Readonly<Record<string, string>> = {
  "linux-x86_64": "linux/x64/libonnxruntime.so.1",
  "linux-aarch64": "linux/arm64/libonnxruntime.so.1",
  "darwin-aarch64": "darwin/arm64/libonnxruntime.1.dylib",
  "windows-x86_64": "win32/x64/onnxruntime.dll",
  "windows-aarch64": "win32/arm64/onnxruntime.dll",
};

/**
 * Path of ONNX Runtime's native library inside the npm package `onnxruntime-node`.
 *
 * The import of one small file of the package above is what makes Deno fetch it.
 *
 * @throws {RangeError} if the package holds no library for this platform.
 */
export function nativeLibraryPath(): string {
  withoutTelemetry();
  const platform = `${Deno.build.os}-${Deno.build.arch}`;
  const file = FILES[platform];
  if (!file) throw new RangeError(`onnxruntime-node has no library for ${platform}`);
  const packageFile = createRequire(import.meta.url).resolve("onnxruntime-node/package.json");
  return join(dirname(packageFile), "bin", "napi-v6", file);
}
