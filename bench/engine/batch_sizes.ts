/** Samples of a training step, by work. */
export const BATCH_SIZES = { model_1: 256, vgg: 128, cnn_3d: 32 } as const;
