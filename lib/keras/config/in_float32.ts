import type { LayerDescription, ModelDescription } from "./description.ts";

/** The same model with every layer in float32; inputs of whole numbers stay. */
export function inFloat32(model: ModelDescription): ModelDescription {
  return { ...model, layers: model.layers.map(layerInFloat32) };
}

function layerInFloat32(layer: LayerDescription): LayerDescription {
  return {
    ...layer,
    dtype: layer.className === "InputLayer" && layer.dtype.includes("int")
      ? layer.dtype
      : "float32",
    model: layer.model && inFloat32(layer.model),
    inner: layer.inner && layerInFloat32(layer.inner),
  };
}
