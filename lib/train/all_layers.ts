import type { layers, LayersModel } from "@tensorflow/tfjs";

/** Every layer of a model in order, those within nested models and wrappers too. */
export function allLayers(model: LayersModel): layers.Layer[] {
  const inside = (layer: layers.Layer): layers.Layer[] => {
    const { layers: nested, layer: wrapped } = layer as {
      layers?: layers.Layer[];
      layer?: layers.Layer;
    };
    const inner = nested ?? (wrapped ? [wrapped] : []);
    return [layer, ...inner.flatMap(inside)];
  };
  return model.layers.flatMap(inside);
}
