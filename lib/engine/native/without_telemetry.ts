/**
 * Tells ONNX Runtime not to report to its makers. Since 1.30 the library sends usage data to
 * `events.data.microsoft.com` from native code, which no permission of Deno's holds back; it looks at
 * this variable when it starts, so call this before it is loaded.
 */
export function withoutTelemetry(): void {
  Deno.env.set("ORT_DISABLE_TELEMETRY", "1");
}
