import * as tf from "@tensorflow/tfjs";
import { oneShape } from "./one_tensor.ts";
import type { LayerArguments } from "./rule.ts";
import { spaceAxes } from "./spatial.ts";

/** A layer that changes the extent of space and nothing else. */
export abstract class SpaceLayer extends tf.layers.Layer {
  protected readonly dataFormat: string;

  constructor(settings: LayerArguments) {
    super(settings);
    this.dataFormat = settings.dataFormat ?? "channelsLast";
  }

  protected abstract newSize(old: number, i: number): number;

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const shape = oneShape(inputShape);
    const axes = spaceAxes(shape.length, this.dataFormat);
    return shape.map((old, axis) => {
      const i = axes.indexOf(axis);
      return i < 0 || old === null ? old : this.newSize(old, i);
    });
  }
}
