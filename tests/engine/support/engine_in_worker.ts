import * as tf from "@tensorflow/tfjs";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";

const { backend } = await chooseEngine({ threads: 2 });
const [value] = tf.matMul(tf.ones([64, 64]), tf.ones([64, 64])).dataSync();
closeEngine();
(self as unknown as { postMessage(message: unknown): void }).postMessage({ backend, value });
