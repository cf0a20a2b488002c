/** Mirrors an image in place. `[height, width, channels]`. */
export function flipImage(
  image: Float32Array,
  shape: readonly number[],
  { horizontal, vertical }: { readonly horizontal: boolean; readonly vertical: boolean },
): void {
  const [height, width, channels] = shape;
  const row = width * channels;
  if (vertical) {
    for (let top = 0, bottom = height - 1; top < bottom; top++, bottom--) {
      for (let i = 0; i < row; i++) swap(image, top * row + i, bottom * row + i);
    }
  }
  if (!horizontal) return;
  for (let start = 0; start < height * row; start += row) {
    for (let left = 0, right = width - 1; left < right; left++, right--) {
      for (let channel = 0; channel < channels; channel++) {
        swap(image, start + left * channels + channel, start + right * channels + channel);
      }
    }
  }
}

function swap(image: Float32Array, i: number, j: number): void {
  const kept = image[i];
  image[i] = image[j];
  image[j] = kept;
}
