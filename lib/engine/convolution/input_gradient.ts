import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { NativeBackend } from "../backend/native_backend.ts";
import { DeferredCall } from "../deferred/call.ts";
import { type Geometry, patchDepth, withGeometries } from "../kernels/geometry.ts";
import { convolveBackInput } from "../tasks/convolve_back_input.ts";
import { gradientSource } from "./gradient_source.ts";
import { roundUp, rowsPerImage, tileOf } from "./tile.ts";
import { canUseWinograd, runWinograd, turnedGeometry } from "./winograd.ts";

/** Gradient of the input, computed when it is read: a network's first layer never needs it. */
export function deferredInputGradient(
  backend: NativeBackend,
  { outputGradient, filter, geometry, inShape }: {
    outputGradient: TensorInfo;
    filter: TensorInfo;
    geometry: Geometry;
    inShape: number[];
  },
): TensorInfo {
  const inputs = [backend.storage(outputGradient), backend.storage(filter)];
  const columns = outputGradient.shape[outputGradient.shape.length - 1];
  const imageFloats = inShape.slice(1).reduce((product, size) => product * size, 1);
  const run = (output: number) => {
    const weights = inputs[1].address();
    if (canUseWinograd(backend, geometry, columns)) {
      const turned = turnedGeometry(geometry, columns);
      const addresses = { input: inputs[0].address(), filter: weights, output };
      const outputs = geometry.channels;
      return runWinograd(backend, { geometry: turned, outputs, turn: true, ...addresses });
    }
    const source = gradientSource(inputs[0]);
    const tile = tileOf(geometry);
    const imageRows = rowsPerImage(geometry);
    const roomBytes = source.pooling ? roundUp(imageRows * columns * 4) : 0;
    const scratchBytes = tile.bytes + roomBytes;
    const geometries = source.pooling ? [geometry, source.pooling] : [geometry];
    withGeometries(backend.heap, geometries, (shape, poolShape = 0) => {
      backend.withScratch(scratchBytes * backend.team.threads, (scratch) => {
        backend.run(convolveBackInput, [
          shape,
          source.address,
          weights,
          output,
          geometry.batch,
          imageRows,
          patchDepth(geometry),
          columns,
          tile.rows,
          imageFloats,
          poolShape,
          source.places,
          scratch,
          scratchBytes,
          tile.bytes,
        ]);
      });
    });
  };
  return backend.tensorLater(new DeferredCall(backend, inputs, { run }), inShape);
}
