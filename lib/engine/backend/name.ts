/** The name under which TensorFlow.js knows the engine. */
export const BACKEND_NAME = "native";
