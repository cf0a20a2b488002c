import * as tf from "@tensorflow/tfjs";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";

const { backend, threads } = await chooseEngine({ threads: 2 });
console.log(backend, threads);
console.log(tf.matMul(tf.ones([64, 64]), tf.ones([64, 64])).dataSync()[0]);
closeEngine();
