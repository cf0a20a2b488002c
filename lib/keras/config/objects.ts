import { OWN_ACTIVATIONS } from "../layers/activations.ts";
import { asKerasObject } from "./description.ts";
import { isJsonObject } from "./json.ts";
import type { Json, JsonObject } from "./json.ts";

/** Activations under Keras's name, with TensorFlow.js's. */
const ACTIVATIONS: Readonly<Record<string, string>> = {
  linear: "linear",
  relu: "relu",
  relu6: "relu6",
  elu: "elu",
  selu: "selu",
  sigmoid: "sigmoid",
  hard_sigmoid: "hardSigmoid",
  softplus: "softplus",
  softsign: "softsign",
  tanh: "tanh",
  softmax: "softmax",
  log_softmax: "logSoftmax",
  gelu: "gelu",
  mish: "mish",
  swish: "swish",
  silu: "swish",
  ...OWN_ACTIVATIONS,
};
/** Names that are read but not written: another name of the same is known to Keras 2 too. */
const READ_ONLY = new Set(["silu", "hard_swish"]);

const INITIALIZERS: Readonly<Record<string, string>> = {
  LecunNormal: "LeCunNormal",
  LecunUniform: "LeCunUniform",
  OrthogonalInitializer: "Orthogonal",
  IdentityInitializer: "Identity",
};
const KNOWN_INITIALIZERS = new Set(
  ("Zeros Ones Constant RandomNormal RandomUniform TruncatedNormal VarianceScaling GlorotNormal " +
    "GlorotUniform HeNormal HeUniform LeCunNormal LeCunUniform Orthogonal Identity").split(" "),
);
const KNOWN_CONSTRAINTS = new Set(["MaxNorm", "MinMaxNorm", "NonNeg", "UnitNorm"]);

/** How a setting's value is read; throws a plain message that the caller completes. */
export function readSetting(name: string, value: Json): Json {
  if (value === null) return null;
  if (name.endsWith("activation")) return readActivation(value);
  if (name.endsWith("_initializer")) return readInitializer(value);
  if (name.endsWith("_regularizer")) return readRegularizer(value);
  if (name.endsWith("_constraint")) return readConstraint(value);
  return value;
}

function readActivation(value: Json): Json {
  const object = asKerasObject(value);
  // Keras 3 writes some as {class_name: "function", config: "relu"}, Keras 2 as a layer.
  const name = typeof value === "string"
    ? value
    : isJsonObject(value) && typeof value.config === "string"
    ? value.config
    : object?.className;
  const known = name === undefined ? undefined : ACTIVATIONS[name];
  if (known === undefined) throw new SyntaxError(`unknown activation ${JSON.stringify(name)}`);
  if (object && Object.keys(object.config).length > 0) {
    throw new SyntaxError(`activation ${name} with settings of its own`);
  }
  return known;
}

function readInitializer(value: Json): Json {
  if (typeof value === "string") return value;
  const object = asKerasObject(value);
  const className = object && (INITIALIZERS[object.className] ?? object.className);
  if (!object || !className || !KNOWN_INITIALIZERS.has(className)) {
    throw new SyntaxError(`unknown initializer ${JSON.stringify(object?.className ?? value)}`);
  }
  const config = { ...object.config };
  // A seed that is an object is Keras 3's generator; the weights are in the file, none is drawn.
  if (isJsonObject(config.seed)) config.seed = null;
  return { class_name: className, config };
}

function readRegularizer(value: Json): Json {
  const object = asKerasObject(value);
  const number = (item: Json | undefined) => typeof item === "number" ? item : 0;
  const found = object && { l1: number(object.config.l1), l2: number(object.config.l2) };
  if (!found || !["L1", "L2", "L1L2"].includes(object.className)) {
    throw new SyntaxError(`unknown regularizer ${JSON.stringify(object?.className ?? value)}`);
  }
  return { class_name: "L1L2", config: found };
}

function readConstraint(value: Json): Json {
  const object = asKerasObject(value);
  if (!object || !KNOWN_CONSTRAINTS.has(object.className)) {
    throw new SyntaxError(`unknown constraint ${JSON.stringify(object?.className ?? value)}`);
  }
  return { class_name: object.className, config: object.config };
}

const KERAS_ACTIVATIONS = Object.fromEntries(
  Object.entries(ACTIVATIONS).filter(([keras]) => !READ_ONLY.has(keras)).map(([keras, ours]) => [
    ours,
    keras,
  ]),
);

/** The way back from {@link readSetting}, from TensorFlow.js's own spelling. */
export function writeSetting(name: string, value: Json): Json {
  if (typeof value === "string" && name.endsWith("activation")) {
    const known = KERAS_ACTIVATIONS[value];
    if (known === undefined) throw new TypeError(`activation ${value} has no equal in Keras`);
    return known;
  }
  const object = isJsonObject(value) ? value : undefined;
  if (object?.class_name === "VarianceScaling" && isJsonObject(object.config)) {
    const { distribution } = object.config;
    // "normal" is TensorFlow.js's word for Keras's truncated normal.
    if (distribution === "normal") {
      const config: JsonObject = { ...object.config, distribution: "truncated_normal" };
      return { ...object, config };
    }
  }
  return value;
}
