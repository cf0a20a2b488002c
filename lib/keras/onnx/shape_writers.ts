import { perSide } from "../layers/spatial.ts";
import type { LayerContext, LayerWriter } from "./layer_writer.ts";
import { channelsFirst, toLast } from "./space.ts";

/** To a shape in which at most the batch is free. */
const reshape: LayerWriter = ({ graph, settings, inputs, outputShape }) => {
  const x = settings.data_format === "channels_first"
    ? graph.op("Transpose", inputs.slice(), { perm: toLast(outputShape.length) })
    : inputs[0];
  if (outputShape.slice(1).includes(null)) throw new TypeError("an output of unknown shape");
  return graph.op("Reshape", [x, graph.integers([-1, ...outputShape.slice(1) as number[]])]);
};

const flatten: LayerWriter = (context) => {
  const { graph, settings, inputs, shapes } = context;
  const n = shapes[0].length - 2;
  const x = settings.data_format === "channels_first"
    ? graph.op("Transpose", [inputs[0]], { perm: toLast(n) })
    : inputs[0];
  return graph.op("Flatten", [x], { axis: { int: 1 } });
};

function axesOf({ settings, shapes }: LayerContext): number[] {
  const from = settings.data_format === "channels_first" ? 2 : 1;
  return shapes[0].slice(2).map((_, i) => from + i);
}

const zeroPadding: LayerWriter = (context) => {
  const { graph, settings, inputs, shapes } = context;
  const axes = axesOf(context);
  const sides = perSide(settings.padding as number, axes.length);
  const at = (side: 0 | 1) => shapes[0].map((_, axis) => sides[axes.indexOf(axis)]?.[side] ?? 0);
  return graph.op("Pad", [inputs[0], graph.integers([...at(0), ...at(1)])]);
};

const cropping: LayerWriter = (context) => {
  const { graph, settings, inputs } = context;
  const axes = axesOf(context);
  const sides = perSide(settings.cropping as number, axes.length);
  const starts = sides.map(([before]) => before);
  const ends = sides.map(([, after]) => after === 0 ? 2 ** 31 - 1 : -after);
  return graph.op("Slice", [
    inputs[0],
    graph.integers(starts),
    graph.integers(ends),
    graph.integers(axes),
  ]);
};

const centerCrop: LayerWriter = ({ graph, settings, inputs, shapes }) => {
  const [height, width] = [Number(settings.height), Number(settings.width)];
  const top = Math.floor((shapes[0][1]! - height) / 2);
  const left = Math.floor((shapes[0][2]! - width) / 2);
  return graph.op("Slice", [
    inputs[0],
    graph.integers([top, left]),
    graph.integers([top + height, left + width]),
    graph.integers([1, 2]),
  ]);
};

/** To known sizes of the space, pixel centres at half coordinates. */
const resize: LayerWriter = (context) => {
  const { graph, settings, inputs, shapes, outputShape } = context;
  const n = shapes[0].length - 2;
  const nearest = (settings.interpolation ?? "nearest") === "nearest" && "size" in settings ||
    settings.interpolation === "nearest";
  const scales = axesOf(context).map((axis) => outputShape[axis]! / shapes[0][axis]!);
  return channelsFirst(
    context,
    inputs[0],
    n,
    (x) =>
      graph.op("Resize", [x, "", graph.numbers([1, 1, ...scales], [n + 2], "scales")], {
        mode: nearest ? "nearest" : "linear",
        coordinate_transformation_mode: "half_pixel",
        ...(nearest ? { nearest_mode: "round_prefer_ceil" } : {}),
      }),
  );
};

/** Layers that change a shape or the extent of space, by Keras's class name. */
export const SHAPE_WRITERS: Readonly<Record<string, LayerWriter>> = {
  Flatten: flatten,
  Reshape: reshape,
  ZeroPadding1D: zeroPadding,
  ZeroPadding2D: zeroPadding,
  ZeroPadding3D: zeroPadding,
  Cropping1D: cropping,
  Cropping2D: cropping,
  Cropping3D: cropping,
  CenterCrop: centerCrop,
  UpSampling1D: resize,
  UpSampling2D: resize,
  UpSampling3D: resize,
  Resizing: resize,
};
