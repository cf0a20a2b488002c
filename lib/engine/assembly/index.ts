export { evaluateStrips } from "./expression";
export { gatherPatches, scatterPatches } from "./patches";
export { addBiasRelu } from "./bias_relu";
export { sumColumns, addBlocks } from "./sums";
export { maxPool, maxPoolGradient } from "./max_pool";
export { copyColumns, copyColumnsTransposed, placeColumns, placeColumnsTransposed } from "./columns";
export { fillFloats, copyFloats } from "./floats";
export {
  winogradFilter,
  winogradFilterGradient,
  winogradGradient,
  winogradInput,
  winogradOutput,
} from "./winograd";
