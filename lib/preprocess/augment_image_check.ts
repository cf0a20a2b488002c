import type { AugmentImageOptions, FillMode } from "./augment_image_options.ts";

const FILL_MODES: readonly FillMode[] = ["nearest", "constant", "reflect", "wrap"];

const KNOWN = new Set<string>(
  [
    ..."rotationRange widthShiftRange heightShiftRange shearRange zoomRange".split(" "),
    ..."horizontalFlip verticalFlip brightnessRange channelShiftRange fillMode cval".split(" "),
    ..."crop erase rescale samplewiseCenter samplewiseStdNormalization".split(" "),
    ..."featurewiseCenter featurewiseStdNormalization".split(" "),
  ],
);

/**
 * Checks the settings of an augmentation.
 *
 * @throws {TypeError} for a setting that does not exist, `zcaWhitening` among them.
 * @throws {RangeError} for a value out of its range.
 */
export function checkAugmentImage(options: AugmentImageOptions): void {
  for (const name of Object.keys(options)) {
    if (!KNOWN.has(name)) throw new TypeError(unknownSetting(name));
  }
  const { rotationRange, shearRange, channelShiftRange, cval, rescale, fillMode } = options;
  expectFinite({ rotationRange, shearRange, channelShiftRange, cval, rescale });
  if (fillMode !== undefined && !FILL_MODES.includes(fillMode)) {
    throw new RangeError(`fillMode "${fillMode}" does not exist: use ${FILL_MODES.join(", ")}`);
  }
  for (const name of ["widthShiftRange", "heightShiftRange"] as const) {
    const range = options[name] ?? 0;
    const values = typeof range === "number" ? [range] : range;
    if (values.length === 0 || !values.every(Number.isFinite)) {
      throw new RangeError(`${name} must be a number or a list of numbers, not ${range}`);
    }
  }
  if (typeof options.zoomRange === "number") {
    if (!(Math.abs(options.zoomRange) < 1)) {
      throw new RangeError(`zoomRange as one number must lie below 1, not ${options.zoomRange}`);
    }
  } else expectPair("zoomRange", options.zoomRange, Number.MIN_VALUE, Infinity);
  expectPair("brightnessRange", options.brightnessRange, 0, Infinity);
  checkCrop(options.crop);
  checkErase(options.erase);
}

function checkCrop(crop: AugmentImageOptions["crop"]): void {
  if (!crop) return;
  const { size, padding = 0 } = crop;
  if (size.length !== 2 || !size.every((side) => Number.isInteger(side) && side > 0)) {
    throw new RangeError(`crop.size must be [height, width] in whole pixels, not [${size}]`);
  }
  if (!Number.isInteger(padding) || padding < 0) {
    throw new RangeError(`crop.padding must be a whole number of pixels, not ${padding}`);
  }
}

function checkErase(erase: AugmentImageOptions["erase"]): void {
  if (!erase) return;
  const { probability = 0.5, value = "noise" } = erase;
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`erase.probability must lie in [0, 1], not ${probability}`);
  }
  expectPair("erase.area", erase.area, Number.MIN_VALUE, 1);
  expectPair("erase.aspect", erase.aspect, Number.MIN_VALUE, Infinity);
  expectPair("erase.noiseRange", erase.noiseRange, -Infinity, Infinity);
  if (value !== "noise" && !Number.isFinite(value)) {
    throw new RangeError(`erase.value must be a number or "noise", not ${value}`);
  }
}

function expectFinite(values: Record<string, number | undefined>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && !Number.isFinite(value)) {
      throw new RangeError(`${name} must be a finite number, not ${value}`);
    }
  }
}

function expectPair(
  name: string,
  pair: readonly [number, number] | undefined,
  least: number,
  greatest: number,
): void {
  if (pair === undefined) return;
  const [low, high] = pair;
  if (
    pair.length !== 2 || !Number.isFinite(low) || !Number.isFinite(high) ||
    !(least <= low && low <= high && high <= greatest)
  ) {
    throw new RangeError(
      `${name} must be [low, high] with ${least <= 0 ? least : "0 <"} low <= high${
        greatest < Infinity ? ` <= ${greatest}` : ""
      }, not [${pair}]`,
    );
  }
}

function unknownSetting(name: string): string {
  if (name === "zcaWhitening" || name === "zca_whitening") {
    return "zcaWhitening is not offered: it needs the eigenvectors of all pixels, and model_1 to " +
      "model_3 do without; use featurewiseStdNormalization";
  }
  const camelCase = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return KNOWN.has(camelCase)
    ? `augmentation setting "${name}" is spelled ${camelCase} here`
    : `augmentation has no setting "${name}"; there are ${[...KNOWN].join(", ")}`;
}
