import { filesBench } from "./keras_files.ts";

export const bench = filesBench("load");
