import * as tf from "@tensorflow/tfjs";
import { Rng } from "../../core/rng.ts";
import { movePixels } from "./move_pixels.ts";
import { oneTensor } from "./one_tensor.ts";
import type { LayerArguments, LayerRule } from "./rule.ts";

type Range = [low: number, high: number];

/**
 * Keras's layers that change images `[n, height, width, channels]` at random in training and let
 * them pass in prediction. TensorFlow.js has none of them. The draws differ from Keras's; their
 * distribution does not. A layer without a seed takes one from the system.
 */
abstract class RandomImages extends tf.layers.Layer {
  /** How many batches have been drawn for; a resumed run sets it to go on. */
  draws = 0;
  protected readonly settings: LayerArguments;
  private readonly stream: Rng;

  constructor(settings: LayerArguments) {
    super(settings);
    const { name: _, trainable: __, batchInputShape: ___, ...own } = settings;
    this.settings = own;
    const seed = own.seed ?? crypto.getRandomValues(new Uint32Array(1))[0];
    this.stream = new Rng(`${seed}`);
  }

  protected abstract change(images: tf.Tensor4D, rng: Rng): tf.Tensor;

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    const x = oneTensor(inputs);
    if (kwargs.training !== true) return x.clone();
    const rng = this.stream.split(`${this.name}/${this.draws++}`);
    return tf.tidy(() => this.change(x as tf.Tensor4D, rng));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.settings };
  }

  /** Moves every image by its own map, from output to input pixels, see {@link movePixels}. */
  protected transform(images: tf.Tensor4D, maps: number[][]): tf.Tensor {
    const { interpolation = "bilinear", fillMode = "reflect", fillValue = 0 } = this.settings;
    return movePixels(images, maps, { interpolation, fillMode, fillValue });
  }
}

/** `0.2` → [-0.2, 0.2]; a pair stands for itself. */
function range(value: number | Range, low = -1): Range {
  return Array.isArray(value) ? value : [low * value, value];
}

function each<T>(n: number, draw: () => T): T[] {
  return Array.from({ length: n }, draw);
}

class RandomFlip extends RandomImages {
  static readonly className = "RandomFlip";
  protected override change(images: tf.Tensor4D, rng: Rng): tf.Tensor {
    const { mode = "horizontalAndVertical" } = this.settings;
    const flip = (x: tf.Tensor, axis: number) => {
      const chosen = tf.tensor1d(each(x.shape[0], () => rng.next() < 0.5), "bool");
      return tf.where(chosen.reshape([-1, 1, 1, 1]), x.reverse(axis), x);
    };
    const across = /horizontal/i.test(mode) ? flip(images, 2) : images;
    return /vertical/i.test(mode) ? flip(across, 1) : across;
  }
}

class RandomTranslation extends RandomImages {
  static readonly className = "RandomTranslation";
  protected override change(images: tf.Tensor4D, rng: Rng): tf.Tensor {
    const [n, height, width] = images.shape;
    const [down, right] = [range(this.settings.heightFactor), range(this.settings.widthFactor)];
    return this.transform(
      images,
      each(n, () => [
        ...[1, 0, -rng.uniform(...right) * width],
        ...[0, 1, -rng.uniform(...down) * height],
      ]),
    );
  }
}

class RandomRotation extends RandomImages {
  static readonly className = "RandomRotation";
  protected override change(images: tf.Tensor4D, rng: Rng): tf.Tensor {
    const [n, height, width] = images.shape;
    const [low, high] = range(this.settings.factor);
    const [centreX, centreY] = [(width - 1) / 2, (height - 1) / 2];
    return this.transform(
      images,
      each(n, () => {
        // The factor counts turns.
        const angle = 2 * Math.PI * rng.uniform(low, high);
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        return [
          ...[cos, -sin, centreX - centreX * cos + centreY * sin],
          ...[sin, cos, centreY - centreX * sin - centreY * cos],
        ];
      }),
    );
  }
}

class RandomZoom extends RandomImages {
  static readonly className = "RandomZoom";
  protected override change(images: tf.Tensor4D, rng: Rng): tf.Tensor {
    const [n, height, width] = images.shape;
    const { heightFactor, widthFactor } = this.settings;
    return this.transform(
      images,
      each(n, () => {
        const y = 1 + rng.uniform(...range(heightFactor));
        // Without a factor for the width the image keeps its form.
        const x = widthFactor ? 1 + rng.uniform(...range(widthFactor)) : y;
        return [...[x, 0, (width - 1) / 2 * (1 - x)], ...[0, y, (height - 1) / 2 * (1 - y)]];
      }),
    );
  }
}

class RandomContrast extends RandomImages {
  static readonly className = "RandomContrast";
  protected override change(images: tf.Tensor4D, rng: Rng): tf.Tensor {
    const { factor, valueRange = [0, 255] } = this.settings;
    // A pair is told as two amounts, down and up.
    const [down, up] = Array.isArray(factor) ? factor : [factor, factor];
    const scale = tf.tensor1d(each(images.shape[0], () => rng.uniform(1 - down, 1 + up)));
    const mean = images.mean([1, 2], true);
    return images.sub(mean).mul(scale.reshape([-1, 1, 1, 1])).add(mean)
      .clipByValue(valueRange[0], valueRange[1]);
  }
}

class RandomBrightness extends RandomImages {
  static readonly className = "RandomBrightness";
  protected override change(images: tf.Tensor4D, rng: Rng): tf.Tensor {
    const { factor, valueRange = [0, 255] } = this.settings;
    const [low, high] = valueRange;
    const shift = each(images.shape[0], () => rng.uniform(...range(factor)) * (high - low));
    return images.add(tf.tensor1d(shift).reshape([-1, 1, 1, 1])).clipByValue(low, high);
  }
}

const MOVING = ["fill_mode", "fill_value", "interpolation", "seed"];
const CHANNELS_LAST = { data_format: ["channels_last", null] };
const CLASSES = {
  RandomFlip: [RandomFlip, ["mode", "seed"]],
  RandomTranslation: [RandomTranslation, ["height_factor", "width_factor", ...MOVING]],
  RandomRotation: [RandomRotation, ["factor", ...MOVING]],
  RandomZoom: [RandomZoom, ["height_factor", "width_factor", ...MOVING]],
  RandomContrast: [RandomContrast, ["factor", "value_range", "seed"]],
  RandomBrightness: [RandomBrightness, ["factor", "value_range", "seed"]],
} as const;

/** Their rules. */
export const RANDOM_IMAGE_RULES: Readonly<Record<string, LayerRule>> = Object.fromEntries(
  Object.entries(CLASSES).map(([name, [Class, keep]]) => {
    tf.serialization.registerClass<tf.layers.Layer>(Class);
    const rule: LayerRule = {
      keep,
      only: CHANNELS_LAST,
      refuse: ({ settings: { fill_mode } }) =>
        fill_mode === "crop_to_aspect" ? `fill_mode = ${fill_mode}` : undefined,
      create: (settings) => new Class(settings),
      // Keras 2's RandomContrast does not know the range, which is this one there.
      write: ({ value_range, ...settings }) =>
        value_range === undefined || JSON.stringify(value_range) === "[0,255]"
          ? settings
          : { ...settings, value_range },
    };
    return [name, rule];
  }),
);
