import { add } from "./add.ts";
import { avgPool, avgPoolGrad } from "./average_pool.ts";
import { binaryKernel } from "./binary.ts";
import { conv2d, conv2dBackpropFilter, conv2dBackpropInput, fusedConv2d } from "./conv_2d.ts";
import { conv3d, conv3dBackpropFilter, conv3dBackpropInput } from "./conv_3d.ts";
import {
  depthwiseConv2d,
  depthwiseConv2dBackpropFilter,
  depthwiseConv2dBackpropInput,
} from "./depthwise.ts";
import { divide } from "./divide.ts";
import { fusedBatchNorm } from "./fused_batch_norm.ts";
import type { Kernel } from "./kernel.ts";
import { batchMatMul, fusedMatMul } from "./mat_mul.ts";
import { maxPool, maxPool3d, maxPool3dGrad, maxPoolGrad } from "./max_pool.ts";
import { multiply } from "./multiply.ts";
import { relu } from "./relu.ts";
import { slice } from "./slice.ts";
import { mean, sum } from "./sum.ts";
import { tile } from "./tile.ts";
import { unaryKernel } from "./unary.ts";

/** The kernels that the engine has of its own; all others are the cpu backend's. */
export const KERNELS: readonly Kernel[] = [
  add,
  binaryKernel("Sub", "subtract"),
  multiply,
  divide,
  binaryKernel("Minimum", "minimum"),
  binaryKernel("Maximum", "maximum"),
  binaryKernel("SquaredDifference", "squaredDifference"),
  unaryKernel("Neg", "negate"),
  unaryKernel("Abs", "absolute"),
  unaryKernel("Square", "square"),
  unaryKernel("Sqrt", "squareRoot"),
  unaryKernel("Rsqrt", "inverseSquareRoot"),
  unaryKernel("Reciprocal", "reciprocal"),
  unaryKernel("Step", "step"),
  relu,
  conv2d,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  fusedConv2d,
  conv3d,
  conv3dBackpropFilter,
  conv3dBackpropInput,
  depthwiseConv2d,
  depthwiseConv2dBackpropFilter,
  depthwiseConv2dBackpropInput,
  batchMatMul,
  fusedMatMul,
  avgPool,
  avgPoolGrad,
  maxPool,
  maxPoolGrad,
  maxPool3d,
  maxPool3dGrad,
  sum,
  mean,
  tile,
  slice,
  fusedBatchNorm,
];
