import * as tf from "@tensorflow/tfjs";
import { faultMessage, messageOf } from "../../core/errors.ts";
import { LAYER_RULES } from "../layers/layer_rules.ts";
import type { LayerRule } from "../layers/rule.ts";
import type { LayerDescription } from "./description.ts";
import type { Json, JsonObject } from "./json.ts";
import { readSetting } from "./objects.ts";
import { camelSettings } from "./spelling.ts";

/**
 * Makes the TensorFlow.js layer that computes what the Keras layer computes, weights still zero.
 *
 * @throws {SyntaxError} that names the layer and the setting which cannot be had.
 */
export function buildLayer(description: LayerDescription): tf.layers.Layer {
  const { className, name, trainable, batchShape, inner } = description;
  const rule = LAYER_RULES[className];
  if (!rule) {
    throw fault(description, "is of a class that cannot be rebuilt here", "Replace it in Keras.");
  }
  const settings = accepted(description, rule);
  const refused = rule.refuse?.(description);
  if (refused) throw fault(description, `has ${refused}`, "That cannot be computed here.");
  const args: Record<string, unknown> = {
    ...camelSettings(settings) as Record<string, unknown>,
    name,
    trainable,
  };
  if (batchShape) args.batchInputShape = [...batchShape];
  if (inner) args.layer = buildLayer(inner);
  let layer: tf.layers.Layer;
  try {
    layer = rule.create(args);
  } catch (error) {
    throw new SyntaxError(
      faultMessage(
        `${className} cannot be made with its settings: ${messageOf(error)}`,
        { layer: name },
        "Save the model again in Keras.",
      ),
      { cause: error },
    );
  }
  // A wrapper takes the flag for its inner layer only once it has one.
  layer.trainable = trainable;
  startFromZero(layer);
  if (settingsOf(description).zero_output_for_mask === true) refuseMask(layer);
  return layer;
}

function settingsOf({ settings, inner }: LayerDescription): JsonObject {
  return inner ? inner.settings : settings;
}

/** Keras sets `zero_output_for_mask` inside every Bidirectional; it counts only where a mask comes. */
function refuseMask(layer: tf.layers.Layer): void {
  const call = layer.call.bind(layer);
  layer.call = (inputs, kwargs) => {
    if (kwargs?.mask) {
      throw new RangeError(
        faultMessage(
          "a mask together with zero_output_for_mask, which cannot be computed here",
          { layer: layer.name },
          "Leave the mask out in Keras.",
        ),
      );
    }
    return call(inputs, kwargs);
  };
}

/** The settings that TensorFlow.js gets; everything else must be without effect. */
function accepted(description: LayerDescription, rule: LayerRule): JsonObject {
  const kept: JsonObject = {};
  for (const [setting, value] of Object.entries(description.settings)) {
    if (rule.keep.includes(setting)) {
      try {
        kept[setting] = readSetting(setting, value);
      } catch (error) {
        throw fault(description, `has an ${messageOf(error)}`, "Replace it in Keras.", error);
      }
    } else if (!rule.ignore?.includes(setting) && !isHarmless(rule, setting, value)) {
      throw fault(
        description,
        `has ${setting} = ${JSON.stringify(value)}, which cannot be computed here`,
        "Replace the layer in Keras.",
      );
    }
  }
  return kept;
}

function isHarmless(rule: LayerRule, setting: string, value: Json): boolean {
  const allowed = rule.only?.[setting];
  if (!allowed) return value === null;
  const text = JSON.stringify(value);
  return allowed.some((item) => JSON.stringify(item) === text);
}

/** Weights come from the file: drawing random ones first would take most of the time of loading. */
function startFromZero(layer: tf.layers.Layer): void {
  layer.setFastWeightInitDuringBuild(true);
  const parts = layer as unknown as Record<string, unknown>;
  for (const part of [parts.cell, parts.forwardLayer, parts.backwardLayer]) {
    if (part instanceof tf.layers.Layer) startFromZero(part);
  }
}

function fault(
  { className, name }: LayerDescription,
  what: string,
  remedy: string,
  cause?: unknown,
): SyntaxError {
  return new SyntaxError(faultMessage(`${className} ${what}`, { layer: name }, remedy), { cause });
}
