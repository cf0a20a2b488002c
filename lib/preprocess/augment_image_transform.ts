/** A rectangle in pixels: `top` and `left` may be negative where padding surrounds the image. */
export interface CropWindow {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/** A rectangle to blank out, and what with. */
export interface ErasedRectangle extends CropWindow {
  /** A grey value in the unit of the source, or noise: uniform in [low, high), drawn from `seed`. */
  readonly fill: number | { readonly seed: number; readonly low: number; readonly high: number };
}

/**
 * One concrete variation of one image: the dictionary that Keras's `get_random_transform` returns
 * and `apply_transform` takes, and a crop and an erased rectangle. What is left out is not done.
 *
 * The signs are Keras's: output pixel (row, column) is read at the transformed place of the source,
 * so a positive shift moves the picture up or left. `tx` is what Keras draws from the height range
 * and `ty` from the width range.
 */
export interface ImageTransform {
  /** Rotation in degrees. */
  readonly theta?: number;
  /** Shift along the first axis of Keras's matrix, in pixels. */
  readonly tx?: number;
  /** Shift along its second axis, in pixels. */
  readonly ty?: number;
  /** Shear angle in degrees. */
  readonly shear?: number;
  /** Zoom factors: below 1 the picture grows. */
  readonly zx?: number;
  readonly zy?: number;
  readonly flipHorizontal?: boolean;
  readonly flipVertical?: boolean;
  /** Added to every channel, then clipped to the range that the image had. */
  readonly channelShift?: number;
  /** Factor of the brightness. */
  readonly brightness?: number;
  readonly crop?: CropWindow;
  readonly erase?: ErasedRectangle;
}
