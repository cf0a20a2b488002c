import { PROTOTYPES } from "../lib/core/facs.ts";
import { createApi } from "./api.ts";
import { type Camera, startCamera } from "./camera.ts";
import { byId, make, say, warn } from "./elements.ts";
import { GUIDES } from "./guide.ts";
import { drawBoxes, sentence, showBars, showHint } from "./live_view.ts";
import type { Saved } from "./messages.ts";
import { nameOf, type Step, StepButtons, STEPS } from "./steps.ts";

const address = new URL(location.href);
const api = createApi(address.searchParams.get("token") ?? "");
// The token belongs neither into the history nor onto a screenshot.
address.searchParams.delete("token");
history.replaceState(null, "", address);

const take = byId("take", HTMLButtonElement);
const next = byId("next", HTMLButtonElement);
const file = byId("file", HTMLInputElement);
const result = byId("result", HTMLElement);
const count = byId("count", HTMLElement);
const pose = byId("pose", HTMLElement);

let current: Step = STEPS[0];
let camera: Camera | undefined;
let busy = false;
const steps = new StepButtons((step) => choose(step));

function choose(step: Step): void {
  if (busy) return;
  current = step;
  steps.setCurrent(step);
  const round = make("span", step.set === "train" ? "first round" : "second round", "round");
  pose.replaceChildren(`${step.emotion[0].toUpperCase()}${step.emotion.slice(1)} `, round);
  const { seen, variants: [{ units }] } = PROTOTYPES[step.emotion];
  const example = byId("example", HTMLImageElement);
  example.src = `/guide/${step.emotion}.png`;
  example.alt = `Drawn face: ${seen}`;
  const numbers = Object.keys(units);
  byId("units", HTMLElement).textContent = numbers.length
    ? `Action Units ${numbers.join(" + ")}.`
    : "No Action Unit at all.";
  byId("parts", HTMLDListElement).replaceChildren(
    ...Object.entries(GUIDES[step.emotion]).flatMap(([part, what]) => [
      make("dt", `${part[0].toUpperCase()}${part.slice(1)}`),
      make("dd", what),
    ]),
  );
  showBars(undefined, step.emotion);
  showResult(steps.cropOf(step), []);
  say(`${nameOf(step)}. ${Object.values(GUIDES[step.emotion]).join(" ")}`);
}

function showResult(crop: string | undefined, findings: Saved["findings"]): void {
  const refused = findings.some((finding) => finding.refused);
  result.hidden = !crop && !refused;
  const image = byId("crop", HTMLImageElement);
  image.hidden = !crop || refused;
  if (crop) image.src = crop;
  image.alt = crop ? `Your face as the network will see it, for ${nameOf(current)}` : "";
  const list = byId("findings", HTMLUListElement);
  list.replaceChildren(...findings.map((finding) => make("li", sentence(finding), "bad")));
  if (crop && findings.length === 0) list.append(make("li", "Saved.", "good"));
  for (const id of ["next", "remove"]) byId(id, HTMLButtonElement).hidden = !crop || refused;
  byId("result-name", HTMLElement).textContent = refused
    ? "This photo cannot be used"
    : "This is what the network will see";
  take.textContent = crop ? "Take it again" : "Take the photo";
}

async function send(photo: Blob): Promise<void> {
  const step = current;
  say("Looking for your face.");
  const { saved, findings, probabilities } = await api.save(step.set, step.emotion, photo);
  if (saved) steps.setCrop(step, await api.crop(step.set, step.emotion));
  showResult(steps.cropOf(step), findings);
  if (probabilities) showBars(probabilities, step.emotion);
  const words = findings.map(sentence).join(" ");
  if (saved) {
    say(`Saved: ${nameOf(step)}. ${words}`);
    next.focus();
  } else warn(words);
}

/** Does one thing at a time; what goes wrong is said. */
async function alone(work: () => Promise<void>): Promise<void> {
  if (busy) return;
  busy = true;
  take.disabled = true;
  try {
    await work();
  } catch (error) {
    warn((error as Error).message);
  } finally {
    busy = false;
    take.disabled = !camera;
    count.textContent = "";
  }
}

const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

async function countDown(): Promise<void> {
  for (const number of [3, 2, 1]) {
    count.textContent = `${number}`;
    say(`${number}`);
    await wait(800);
  }
  count.textContent = "";
}

take.addEventListener("click", () =>
  alone(async () => {
    await countDown();
    await send(await camera!.shoot(4000));
  }));

file.addEventListener("change", () =>
  alone(async () => {
    const [photo] = file.files ?? [];
    if (photo) await send(photo);
    // The same file may be chosen again.
    file.value = "";
  }));

next.addEventListener("click", () => {
  const from = STEPS.indexOf(current);
  const open = [...STEPS.slice(from + 1), ...STEPS.slice(0, from)].find((step) =>
    !steps.cropOf(step)
  );
  if (!open) {
    say("All fourteen are taken.");
    byId("hint", HTMLElement).textContent =
      "All fourteen are taken. Now run notebook 04, or: deno task personal --data data/personal";
    return;
  }
  choose(open);
  pose.focus();
});

byId("remove", HTMLButtonElement).addEventListener("click", () =>
  alone(async () => {
    await api.remove(current.set, current.emotion);
    steps.setCrop(current, undefined);
    showResult(undefined, []);
    say(`Deleted: ${nameOf(current)}.`);
    (camera ? take : file).focus();
  }));

/** Looks at the live picture again and again, one frame at a time. */
async function watch(live: Camera): Promise<void> {
  while (true) {
    await wait(250);
    if (busy || document.hidden) continue;
    try {
      const look = await api.look(await live.shoot(640));
      if (busy) continue;
      drawBoxes(look);
      showHint(look);
      showBars(look.probabilities, current.emotion);
    } catch (error) {
      warn((error as Error).message);
      await wait(2000);
    }
  }
}

async function start(): Promise<void> {
  const { folder, model, taken } = await api.state();
  byId("folder", HTMLElement).textContent = folder;
  if (!model) {
    byId("live-about", HTMLElement).textContent =
      "No model was found, so there are no probabilities. The photos can be taken all the same.";
  }
  for (const step of STEPS) {
    if (taken[step.set].includes(step.emotion)) {
      steps.setCrop(step, await api.crop(step.set, step.emotion));
    }
  }
  choose(STEPS.find((step) => !steps.cropOf(step)) ?? STEPS[0]);
  try {
    camera = await startCamera(byId("video", HTMLVideoElement));
    take.disabled = false;
    void watch(camera);
  } catch (error) {
    const note = byId("no-camera", HTMLElement);
    note.hidden = false;
    note.textContent = `${(error as Error).message} You can use files instead.`;
    say(note.textContent);
  }
}

start().catch((error: Error) => warn(error.message));
