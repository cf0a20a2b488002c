import type { Task } from "../threads/task.ts";
import { averagePool, averagePoolGradient } from "./average_pool.ts";
import { depthwise, depthwiseFilterGradient, depthwiseInputGradient } from "./depthwise.ts";
import { convolve } from "./convolve.ts";
import { convolveBackInput } from "./convolve_back_input.ts";
import { convolveFilterGradient } from "./convolve_filter_gradient.ts";
import { convolvePool } from "./convolve_pool.ts";
import { denseBackInput } from "./dense_back_input.ts";
import { denseForward } from "./dense_forward.ts";
import { denseWeightGradient } from "./dense_weight_gradient.ts";
import { evaluateExpression } from "./evaluate_expression.ts";
import { multiplyRows } from "./multiply_rows.ts";
import { pool } from "./pool.ts";
import { poolGradient } from "./pool_gradient.ts";
import { repeatRows } from "./repeat_rows.ts";
import { sumMiddle } from "./sum_middle.ts";
import { winograd } from "./winograd.ts";
import { winogradFilterGradient } from "./winograd_filter_gradient.ts";

/** All tasks; a task's place in this table is its number among threads. */
export const TASKS: readonly Task[] = [
  averagePool,
  averagePoolGradient,
  convolve,
  convolveBackInput,
  convolveFilterGradient,
  convolvePool,
  denseBackInput,
  denseForward,
  denseWeightGradient,
  depthwise,
  depthwiseFilterGradient,
  depthwiseInputGradient,
  evaluateExpression,
  multiplyRows,
  pool,
  poolGradient,
  repeatRows,
  sumMiddle,
  winograd,
  winogradFilterGradient,
];
