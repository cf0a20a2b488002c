/**
 * What lies beyond the edge of an image, as in Keras and `scipy.ndimage`:
 *
 * - `nearest`: the edge pixel goes on (`aaaa|abcd|dddd`);
 * - `constant`: `cval` everywhere (`kkkk|abcd|kkkk`), without blending at the edge;
 * - `reflect`: a mirror on the outer side of the edge pixel (`dcba|abcd|dcba`);
 * - `wrap`: SciPy's `wrap`, whose period is size - 1, so that first and last pixel coincide.
 */
export type FillMode = "nearest" | "constant" | "reflect" | "wrap";

/** Settings of {@link AugmentImageOptions.crop}. Sizes and padding in pixels. */
export interface CropOptions {
  /** `[height, width]` of the result. */
  readonly size: readonly [number, number];
  /** So many pixels are laid around the image first, filled as `fillMode` says. Default 0. */
  readonly padding?: number;
}

/** Settings of {@link AugmentImageOptions.erase} (Zhong et al., Random Erasing, 2017). */
export interface EraseOptions {
  /** How often a rectangle is erased at all, in [0, 1]. Default 0.5. */
  readonly probability?: number;
  /** Least and greatest share of the image that is erased, in (0, 1]. Default [0.02, 0.4]. */
  readonly area?: readonly [number, number];
  /** Least and greatest height / width of the rectangle. Default [0.3, 1 / 0.3]. */
  readonly aspect?: readonly [number, number];
  /** A grey value in the unit of the source, or `"noise"`: uniform in `noiseRange`. Default noise. */
  readonly value?: number | "noise";
  /** Range of the noise, in the unit of the source. Default [0, 255]. */
  readonly noiseRange?: readonly [number, number];
}

/**
 * How images are varied: the arguments of Keras's `ImageDataGenerator`, and two of our own (`crop`
 * and `erase`). Whatever is left out is not done. Plain data, so that it can travel to a worker.
 */
export interface AugmentImageOptions {
  /** Degrees: turned by an angle in [-r, r]. */
  readonly rotationRange?: number;
  /**
   * Below 1 a fraction of the size: uniform in [-f, f]. A whole number n from 1 on: whole pixels
   * from -(n - 1) to n - 1. Any other number: pixels, uniform. A list: one of its entries, either
   * sign; fractions where all are below 1. These are Keras's rules; as there, a width shift moves
   * along x and a height shift along y.
   */
  readonly widthShiftRange?: number | readonly number[];
  /** As {@link widthShiftRange}, along y. */
  readonly heightShiftRange?: number | readonly number[];
  /** Degrees: sheared by an angle in [-s, s]. */
  readonly shearRange?: number;
  /** A number z stands for [1 - z, 1 + z]. Drawn for x and y apart. Below 1 the image grows. */
  readonly zoomRange?: number | readonly [number, number];
  readonly horizontalFlip?: boolean;
  readonly verticalFlip?: boolean;
  /** Factor of the brightness. For images in [0, 255], which it rounds down to whole grey values. */
  readonly brightnessRange?: readonly [number, number];
  /** Added to all channels, in [-c, c], clipped to the image's own range; unit of the source. */
  readonly channelShiftRange?: number;
  /** Default `"nearest"`. */
  readonly fillMode?: FillMode;
  /** For `"constant"`, in the unit of the source. Default 0. */
  readonly cval?: number;
  /** Cut out a window after the transforms above. The result has the size of the window. */
  readonly crop?: CropOptions;
  /** Blank out a rectangle after the crop, before rescaling. */
  readonly erase?: EraseOptions;
  /** Factor applied after all of the above, for instance 1 / 255. */
  readonly rescale?: number;
  /** Subtract each image's own mean. */
  readonly samplewiseCenter?: boolean;
  /** Divide each image by its own standard deviation (and centre it). */
  readonly samplewiseStdNormalization?: boolean;
  /** Subtract the mean of each channel over a data set, as `fitImageStatistics` finds it. */
  readonly featurewiseCenter?: boolean;
  /** Divide by the standard deviation of each channel over a data set (and centre it). */
  readonly featurewiseStdNormalization?: boolean;
}
