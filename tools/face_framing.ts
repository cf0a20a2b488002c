/**
 * How much of its surroundings a face's crop should keep (decision 0902), measured three ways:
 *
 * - where eyes and mouth lie in FER2013's own pictures, and where in our crops of people, found alike;
 * - what a model says of FER2013's pictures when they are cut out anew, at each margin;
 * - what base and personal models say of the people, at each margin.
 *
 *     deno run -A tools/face_framing.ts PEOPLE [--model model_2] [--rows 1000] [--out FILE]
 *
 * PEOPLE is a folder as `deno task personal` takes it; FER2013 lies in the data folder. Takes some
 * minutes. Prints Markdown; `--out` keeps the figures as JSON, without any picture.
 */
import { parseArgs } from "node:util";
import type { LayersModel } from "@tensorflow/tfjs";
import { percent } from "#lib/core/format.ts";
import { readFer2013 } from "#lib/data/fer2013.ts";
import { findFer2013 } from "#lib/data/find_fer2013.ts";
import { dataFolder } from "#lib/data/folder.ts";
import { createFaceFinder } from "#lib/data/photos/face_finder.ts";
import { partOf } from "#lib/data/part_of.ts";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { predict } from "#lib/eval/predict.ts";
import { report } from "#lib/eval/report.ts";
import type { Face } from "#lib/preprocess/face.ts";
import { faceCrop } from "#lib/preprocess/face_crop.ts";
import type { Photo } from "#lib/preprocess/photo.ts";
import { judgePerson } from "./cli/judge_person.ts";
import { loadModel } from "./cli/load_model.ts";
import { summarisePeople } from "./cli/summarise_people.ts";
import { type FacePlaces, facePlaces } from "./people/face_places.ts";
import { cutOut, findPeople, type FoundPerson } from "./people/people_photos.ts";

const ROOMS = [0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.2, 1.3];
const SIDE = 48;
const SIZE = SIDE * SIDE;

/** A picture of FER2013 in which one face was found. */
interface Stranger {
  /** `[48, 48, 1]` */
  readonly own: Uint8Array;
  readonly photo: Photo;
  readonly face: Face;
  readonly y: number;
}

const finder = createFaceFinder();

const asPhoto = (crop: Uint8Array): Photo => ({
  width: SIDE,
  height: SIDE,
  pixels: Uint8Array.from({ length: SIZE * 3 }, (_, i) => crop[Math.floor(i / 3)]),
});

async function findStrangers(rows: number): Promise<Stranger[]> {
  const found = await findFer2013(dataFolder());
  if (!found) throw new RangeError(`there is no FER2013 in ${dataFolder()}`);
  const { x, y } = partOf(await readFer2013(found.path), { usage: "PublicTest" });
  const strangers: Stranger[] = [];
  for (let i = 0; i < Math.min(rows, y.length); i++) {
    const own = x.subarray(i * SIZE, (i + 1) * SIZE);
    const photo = asPhoto(own);
    const faces = await finder.find(photo);
    if (faces.length === 1) strangers.push({ own, photo, face: faces[0], y: y[i] });
  }
  return strangers;
}

/** Where the faces lie in crops of people, by pose. */
async function placesInCrops(people: readonly FoundPerson[]): Promise<Record<string, FacePlaces>> {
  const bySet = new Map<string, Face[]>();
  for (const person of people) {
    const { crops, photos } = cutOut(person);
    for (const [i, { set }] of photos.entries()) {
      const faces = await finder.find(asPhoto(crops.subarray(i * SIZE, (i + 1) * SIZE)));
      bySet.set(set, [...bySet.get(set) ?? [], ...faces.slice(0, 1)]);
    }
  }
  return Object.fromEntries([...bySet].map(([set, faces]) => [set, facePlaces(faces, SIDE)]));
}

/** As the pictures are, or cut out anew. */
async function judgeCrowd(model: LayersModel, crowd: readonly Stranger[], room?: number) {
  const x = new Uint8Array(crowd.length * SIZE);
  crowd.forEach(({ own, photo, face }, i) =>
    x.set(room === undefined ? own : faceCrop(photo, face, { room }), i * SIZE)
  );
  const y = Uint8Array.from(crowd, ({ y }) => y);
  const { accuracy, loss } = report(await predict(model, x), y, {
    data: "FER2013",
    synthetic: false,
  });
  return { accuracy, loss };
}

async function judgePeople(model: LayersModel, people: readonly FoundPerson[], room: number) {
  const scores = [];
  for (const person of people) scores.push(await judgePerson(model, cutOut(person, { room })));
  const { base, personal, parts } = summarisePeople(scores);
  return { base, personal, ...parts };
}

const { values, positionals: [folder] } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: "string", default: "model_2" },
    rows: { type: "string", default: "1000" },
    out: { type: "string" },
  },
});
if (!folder) throw new RangeError("name the folder of people");
try {
  const engine = await chooseEngine();
  const model = await loadModel(values.model);
  const [people, crowd] = [await findPeople(folder), await findStrangers(Number(values.rows))];
  console.error(`${engine.description}: ${crowd.length} faces of FER2013 found`);
  const places = {
    fer2013: facePlaces(crowd.map(({ face }) => face), SIDE),
    ...await placesInCrops(people),
  };
  const whole = await judgeCrowd(model, crowd);
  const rooms = [];
  for (const room of ROOMS) {
    rooms.push({
      room,
      fer2013: await judgeCrowd(model, crowd, room),
      ...await judgePeople(model, people, room),
    });
    console.error(`room ${room} measured`);
  }
  const found = {
    date: new Date().toISOString().slice(0, 10),
    model: values.model,
    rows: crowd.length,
    places,
    whole,
    rooms,
  };
  if (values.out) await Deno.writeTextFile(values.out, `${JSON.stringify(found, null, 2)}\n`);
  console.log(asMarkdown(found));
} finally {
  finder.close();
  closeEngine();
}

function asMarkdown({ places, rooms }: {
  readonly places: Readonly<Record<string, FacePlaces>>;
  readonly rooms: readonly (Awaited<ReturnType<typeof judgePeople>> & {
    readonly room: number;
    readonly fer2013: { readonly accuracy: number | null; readonly loss: number };
  })[];
}): string {
  const share = (values: readonly number[]) => values.map((value) => value.toFixed(3)).join(" / ");
  return [
    "| Faces | n | Eyes down | Mouth down | Span |",
    "| --- | --- | --- | --- | --- |",
    ...Object.entries(places).map(([name, { n, eyesDown, mouthDown, span }]) =>
      `| ${name} | ${n} | ${share(eyesDown)} | ${share(mouthDown)} | ${share(span)} |`
    ),
    "",
    "| Room | FER2013 | Loss | Base | Base together | Personal alone | Personal |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rooms.map(({ room, fer2013, base, baseTogether, personalAlone, personal }) =>
      `| ${room} | ${percent(fer2013.accuracy)} | ${fer2013.loss.toFixed(3)} | ${
        [base, baseTogether, personalAlone, personal].map(percent).join(" | ")
      } |`
    ),
  ].join("\n");
}
