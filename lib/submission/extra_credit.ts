import { percent, percentInterval } from "../core/format.ts";
import type { ModelResult } from "./model_results.ts";

/** What {@link extraCreditNotes} needs to know. */
export interface ExtraCreditOptions {
  /** The result of `model_ec1`, and of the technique of extra credit 2 where it was judged. */
  readonly results: readonly ModelResult[];
  /** Whether `models/model_ec2/model.json` is among the code. */
  readonly technique: boolean;
  /** For instance `"2.9.6"`. */
  readonly deno: string;
}

/** The notes on the extra credit, with what to type to run it. Markdown. */
export function extraCreditNotes({ results, technique, deno }: ExtraCreditOptions): string {
  const task = `npx -y deno@${deno} task`;
  const result = (name: string) => {
    const evaluation = results.find((one) => one.name === name)?.evaluation;
    if (!evaluation) return "It has not been judged yet.";
    return `It is right on ${percent(evaluation.accuracy)} (95% interval ${
      percentInterval(evaluation.interval)
    }) of ${evaluation.n} samples of ${evaluation.data}.`;
  };
  return `# Extra credit

Everything runs from the folder \`code\`. Node 20 or later with npm is all that has to be installed.
The clouds, \`faces.py\`, belong into \`data/iPhoneX/\`; without them a synthetic population takes
their place.

## 1 · A better network for clouds

\`model_ec1.h5\` looks at the same voxels as \`model_4.h5\`, but searches them in two directions only:
the 24 voxels in depth are the channels of its two-dimensional convolutions, so that each filter sees
all of the depth at once. ${result("model_ec1")} Notebook 05 builds, trains and compares it; its
chapter of the write-up tells how and why.

\`\`\`sh
${task} notebooks --only 05                     # train and judge it anew
${task} clouds --model ../model_ec1.h5 --data data/iPhoneX/faces.py
\`\`\`

## 2 · A different technique

${
    technique
      ? `\`models/model_ec2/model.json\` classifies clouds without a neural network, from distances and
displacements that have names. ${result("model_ec2")}

\`\`\`sh
${task} clouds --model models/model_ec2/model.json --calibrate neutral --data data/iPhoneX/faces.py
\`\`\``
      : "Its file, `models/model_ec2/model.json`, is missing; notebook 05 makes it."
  }
`;
}
