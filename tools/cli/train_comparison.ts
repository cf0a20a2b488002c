import { argMax } from "#lib/core/arg_max.ts";
import { EMOTIONS } from "#lib/core/emotions.ts";
import { bytes, percent } from "#lib/core/format.ts";
import { cloudMovements } from "#lib/data/cloud_movements.ts";
import { cloudOffsets } from "#lib/data/cloud_offsets.ts";
import { type Dataset, indicesOf, pick, type Role } from "#lib/data/dataset.ts";
import { faceReference } from "#lib/data/synthetic/face_reference.ts";
import { writeTextAtomically } from "#lib/core/write_file_atomically.ts";
import { fitModelEc2, type ModelEc2, predictEc2 } from "#lib/models/model_ec2.ts";
import { writeModelEc2 } from "#lib/models/model_ec2_json.ts";
import type { ProgressLine } from "#lib/notebook/progress_line.ts";
import type { TrainValues } from "./train_clouds.ts";
import { wholeNumber } from "./whole_number.ts";

/** Fits `model_ec2` and writes `model.json` and `log.json`; gives the exit code. */
export function trainComparison(
  clouds: Dataset<Float32Array>,
  values: TrainValues,
  { out, line }: { readonly out: string; readonly line: ProgressLine },
): number {
  const seed = wholeNumber("seed", values.seed) ?? 6835;
  const reference = faceReference();
  const started = performance.now();
  const learn = (read: typeof cloudMovements, what: string, every = 1) => {
    const parts = (["train", "validation", "test"] as const).map((role: Role) => {
      const rows = indicesOf(clouds, role).filter((i) => clouds.group![i] % every === 0);
      const part = pick(clouds, rows);
      const x = read(
        part,
        reference,
        (done, total) =>
          done % 50 === 0 && line.update(`${what} · ${role} · ${done} of ${total}`, done / total),
      );
      return { x, y: part.y };
    });
    const [train, held, test] = parts;
    line.update(`${what} · fitting`, 1);
    const model = fitModelEc2(train, held, { seed });
    return { model, accuracy: share(model, test), people: test.y.length / EMOTIONS.length };
  };
  const calibrated = learn(cloudMovements, "with the person's neutral");
  // Each cloud has to be aligned by itself here, and more people help little.
  const alone = learn(cloudOffsets, "without", 3);
  const path = `${out}/model.json`;
  writeTextAtomically(
    path,
    writeModelEc2({
      name: "model_ec2",
      format: 1,
      emotions: EMOTIONS,
      reference,
      calibrated: calibrated.model,
      alone: alone.model,
    }),
  );
  const log = {
    model: "model_ec2",
    data: clouds.name,
    synthetic: clouds.synthetic,
    people: new Set(clouds.group).size,
    samples: indicesOf(clouds, "train").length,
    seed,
    seconds: (performance.now() - started) / 1000,
    testPeople: calibrated.people,
    testAccuracy: { calibrated: calibrated.accuracy, alone: alone.accuracy },
  };
  writeTextAtomically(`${out}/log.json`, `${JSON.stringify(log, null, 2)}\n`);
  line.note(
    `${path} (${
      bytes(Deno.statSync(path).size)
    }); on ${calibrated.people} people not trained on: ` +
      `${percent(calibrated.accuracy)} with the neutral face, ${percent(alone.accuracy)} without`,
  );
  if (values.json) console.log(JSON.stringify({ ...log, path }));
  return 0;
}

function share(model: ModelEc2, { x, y }: { x: Float64Array[]; y: Uint8Array }): number {
  return x.filter((movement, i) => argMax(predictEc2(model, movement)) === y[i]).length / y.length;
}
