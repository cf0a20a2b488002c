import * as tf from "@tensorflow/tfjs";
import { Dropout } from "./dropout.ts";
import type { LayerArguments } from "./rule.ts";

/** Drops whole channels (Tompson et al. 2015): Keras's `SpatialDropout1D`, `2D` and `3D`. */
class SpatialDropout extends Dropout {
  private readonly dataFormat: string;

  constructor(settings: LayerArguments) {
    super(settings);
    this.dataFormat = settings.dataFormat ?? "channelsLast";
  }

  protected override maskShape([n, ...shape]: number[]): number[] {
    const channel = this.dataFormat === "channelsFirst" ? 0 : shape.length - 1;
    return [n, ...shape.map((size, axis) => axis === channel ? size : 1)];
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { noiseShape: _, ...config } = super.getConfig();
    return { ...config, dataFormat: this.dataFormat };
  }
}

export class SpatialDropout1D extends SpatialDropout {
  static override readonly className = "KerasSpatialDropout1D";
}

export class SpatialDropout2D extends SpatialDropout {
  static override readonly className = "SpatialDropout2D";
}

export class SpatialDropout3D extends SpatialDropout {
  static override readonly className = "SpatialDropout3D";
}

for (const layer of [SpatialDropout1D, SpatialDropout2D, SpatialDropout3D]) {
  tf.serialization.registerClass(layer);
}
