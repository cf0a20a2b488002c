/**
 * Multiplies the brightness of an image by `factor`, in place: Keras's
 * `apply_brightness_shift(x, factor, scale=False)`, which goes through Pillow's `ImageEnhance`.
 *
 * That path works on whole grey values: each value is rounded down to 0 … 255, multiplied in
 * float32, clipped and rounded down again. An image with values below 0 or above 255 is first
 * stretched to 0 … 255, and back afterwards. Of four channels the last is transparency, and kept.
 *
 * @param image `[height, width, channels]`, in [0, 255].
 * @param channels 1, 3 or 4.
 * @throws {RangeError} for another number of channels, which Pillow has no picture for.
 */
export function shiftBrightness(image: Float32Array, channels: number, factor: number): void {
  if (channels !== 1 && channels !== 3 && channels !== 4) {
    throw new RangeError(
      `brightness works on 1, 3 or 4 channels, not on ${channels}: leave brightnessRange out`,
    );
  }
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < image.length; i++) {
    if (image[i] < low) low = image[i];
    if (image[i] > high) high = image[i];
  }
  const stretched = low < 0 || high > 255;
  if (stretched) stretch(image, low);
  const brightened = brightnessTable(factor);
  for (let i = 0; i < image.length; i++) {
    const grey = image[i] | 0;
    image[i] = channels === 4 && i % 4 === 3 ? grey : brightened[grey];
  }
  if (!stretched) return;
  const range = Math.fround(high - low);
  for (let i = 0; i < image.length; i++) {
    image[i] = Math.fround(Math.fround(image[i] / 255) * range) + low;
  }
}

/** To 0 … 255 in float32, as Keras's `array_to_img(scale=True)`. */
function stretch(image: Float32Array, low: number): void {
  let highest = 0;
  for (let i = 0; i < image.length; i++) {
    image[i] -= low;
    if (image[i] > highest) highest = image[i];
  }
  if (highest === 0) return;
  for (let i = 0; i < image.length; i++) image[i] = Math.fround(image[i] / highest) * 255;
}

const table = new Uint8Array(256);

/** Every grey value's new value. Pillow multiplies in float32 and rounds towards zero. */
function brightnessTable(factor: number): Uint8Array {
  const alpha = Math.fround(factor);
  for (let grey = 0; grey < 256; grey++) {
    const value = Math.fround(alpha * grey);
    table[grey] = value <= 0 ? 0 : value >= 255 ? 255 : Math.trunc(value);
  }
  return table;
}
