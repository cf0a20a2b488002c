/** What a layer does, roughly: one colour each in diagrams. Names are always written out as well. */
const KINDS: readonly (readonly [pattern: RegExp, colour: string])[] = [
  [/^Input/, "#7a8794"],
  [/Conv/, "#0b5394"],
  [/Pooling/, "#1d9aa8"],
  [/Dense|Embedding/, "#c75f00"],
  [/LSTM|GRU|RNN|Bidirectional|Attention/, "#962824"],
  [/Normalization|Rescaling/, "#5c1b67"],
  [/Dropout|Noise|Regularization/, "#a77bb0"],
  [/^(Add|Concatenate|Multiply|Average|Maximum|Minimum|Dot|Subtract)$/, "#2f7d00"],
  [/Activation|ReLU|ELU|Softmax/, "#d9a400"],
];

/** The colour of a layer's class in diagrams; grey for those that only reshape. */
export function layerColour(kind: string): string {
  return KINDS.find(([pattern]) => pattern.test(kind))?.[1] ?? "#938e91";
}
