import { readDescription } from "./load_model_h5.ts";
import { textAttribute } from "./hdf5/attributes.ts";
import { openHdf5 } from "./hdf5/open_hdf5.ts";
import { storedLayers } from "./weights_file.ts";
import { STATE_GROUP } from "./write_state.ts";

/** What a Keras `.h5` file holds, found without reading any weight. */
export interface H5Contents {
  /** `null` where the file does not say. */
  readonly kerasVersion: string | null;
  readonly backend: string | null;
  /** `null` in a file of weights alone. */
  readonly model: { readonly kind: "Sequential" | "Functional"; readonly name: string } | null;
  readonly layers: readonly {
    readonly name: string;
    /** Keras's class name; `null` in a file of weights alone. */
    readonly className: string | null;
    readonly weights: readonly { readonly path: string; readonly shape: readonly number[] }[];
  }[];
  /** Numbers in all weights together. */
  readonly parameters: number;
  /** Whether Keras kept its optimiser's state; it is not read here. */
  readonly hasOptimizer: boolean;
  /** Whether `readStateH5` finds a training state. */
  readonly hasTrainingState: boolean;
}

/**
 * Looks into a Keras `.h5` file of any size without loading it.
 *
 * @throws {SyntaxError} where the file is truncated, not HDF5, or not Keras's.
 */
export function inspectH5(path: string): Promise<H5Contents> {
  return openHdf5(path, (file) => {
    const model = "model_config" in file.attrs ? readDescription(file) : null;
    const classes = new Map(model?.layers.map(({ name, className }) => [name, className]));
    const layers = storedLayers(file).map(({ name, weights }) => ({
      name,
      className: classes.get(name) ?? null,
      weights: weights.map(({ path, dataset }) => ({ path, shape: dataset.shape ?? [] })),
    }));
    const sizes = layers.flatMap(({ weights }) => weights.map(({ shape }) => size(shape)));
    return {
      kerasVersion: textAttribute(file, "keras_version") ?? null,
      backend: textAttribute(file, "backend") ?? null,
      model: model && { kind: model.kind, name: model.name },
      layers,
      parameters: sizes.reduce((a, b) => a + b, 0),
      hasOptimizer: file.keys().includes("optimizer_weights"),
      hasTrainingState: file.keys().includes(STATE_GROUP),
    };
  });
}

function size(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}
