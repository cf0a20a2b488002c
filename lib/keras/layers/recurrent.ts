import * as tf from "@tensorflow/tfjs";
import type { LayerDescription } from "../config/description.ts";
import { asKerasObject } from "../config/description.ts";
import { GRU } from "./gru.ts";
import type { LayerRule } from "./rule.ts";
import { RECURRENT_RULE } from "./stock.ts";

/** GRU and the layers around other layers. */
export const RECURRENT_RULES: Readonly<Record<string, LayerRule>> = {
  GRU: {
    ...RECURRENT_RULE,
    keep: [...RECURRENT_RULE.keep, "reset_after"],
    refuse: ({ settings: { reset_after, dropout, recurrent_dropout } }) =>
      reset_after && (dropout || recurrent_dropout) ? "dropout with reset_after" : undefined,
    tfjs: ["KerasGRU", "GRU"],
    create: ({ resetAfter, ...settings }) =>
      resetAfter ? new GRU(settings) : tf.layers.gru(settings),
  },
  TimeDistributed: { keep: [], create: tf.layers.timeDistributed },
  Bidirectional: {
    keep: ["merge_mode"],
    ignore: ["backward_layer"],
    refuse: otherBackwardLayer,
    create: tf.layers.bidirectional,
  },
};

/** Keras may hold a second layer with settings of its own; here it is always a copy that runs back. */
function otherBackwardLayer({ inner, settings }: LayerDescription): string | undefined {
  const backward = asKerasObject(settings.backward_layer);
  if (!backward || !inner) return undefined;
  const { name: _, go_backwards, trainable: __, dtype: ___, ...config } = backward.config;
  const expected = inner.settings;
  const differs = backward.className !== inner.className ||
    go_backwards === expected.go_backwards ||
    Object.keys(config).some((key) =>
      !/_initializer$|^seed$|^autocast$|^build_config$|^batch_(input_)?shape$/.test(key) &&
      JSON.stringify(config[key]) !== JSON.stringify(expected[key])
    );
  return differs ? "a backward_layer with settings of its own" : undefined;
}
