/**
 * Adds `intensity` to every value of an image, in place, and clips to the range that the image had:
 * Keras's `apply_channel_shift`.
 */
export function shiftChannels(image: Float32Array, intensity: number): void {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < image.length; i++) {
    if (image[i] < low) low = image[i];
    if (image[i] > high) high = image[i];
  }
  const added = Math.fround(intensity);
  for (let i = 0; i < image.length; i++) {
    const value = Math.fround(image[i] + added);
    image[i] = value < low ? low : value > high ? high : value;
  }
}
