/**
 * A layer's configuration in a few words, for those settings that shape what it computes:
 * `"64 filters 5×5, stride 2, same padding, relu"`.
 *
 * @param config as a layer's `getConfig()` gives it, names in camelCase.
 */
export function layerSettings(kind: string, config: Readonly<Record<string, unknown>>): string {
  const words: string[] = [];
  const kernel = sizes(config.kernelSize);
  if (typeof config.filters === "number") words.push(`${config.filters} filters ${kernel}`);
  else if (kernel) words.push(`kernel ${kernel}`);
  if (typeof config.units === "number") words.push(`${config.units} units`);
  if (config.poolSize !== undefined) words.push(sizes(config.poolSize));
  const strides = sizes(config.strides);
  if (strides && !/^1(×1)*$/.test(strides)) words.push(`stride ${short(strides)}`);
  const dilation = sizes(config.dilationRate);
  if (dilation && !/^1(×1)*$/.test(dilation)) words.push(`dilation ${short(dilation)}`);
  if (config.padding === "same") words.push("same padding");
  if (kind.startsWith("ZeroPadding")) words.push(`padding ${sizes(config.padding)}`);
  if (typeof config.rate === "number") words.push(`rate ${config.rate}`);
  if (typeof config.stddev === "number") words.push(`deviation ${config.stddev}`);
  if (kind === "Concatenate") words.push(config.axis === -1 ? "last axis" : `axis ${config.axis}`);
  if (kind === "Reshape") words.push(sizes(config.targetShape));
  if (kind === "LeakyReLU" || kind === "ELU") words.push(`alpha ${config.alpha}`);
  if (typeof config.activation === "string" && config.activation !== "linear") {
    words.push(config.activation);
  }
  return words.filter(Boolean).join(", ");
}

/** `[5, 5]` → `"5×5"`; a single number stays one. */
function sizes(value: unknown): string {
  if (typeof value === "number") return String(value);
  return Array.isArray(value) ? value.flat().join("×") : "";
}

/** `"2×2"` → `"2"` where all are equal. */
function short(text: string): string {
  const parts = text.split("×");
  return parts.every((part) => part === parts[0]) ? parts[0] : text;
}
