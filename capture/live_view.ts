import { type Emotion, EMOTIONS } from "../lib/core/emotions.ts";
import { byId, make } from "./elements.ts";
import type { Look } from "./messages.ts";

/** Draws the boxes of found faces over the live picture. */
export function drawBoxes({ boxes }: Pick<Look, "boxes">): void {
  const video = byId("video", HTMLVideoElement);
  const canvas = byId("overlay", HTMLCanvasElement);
  // The canvas has the camera's own size and is laid over the video in the same way.
  canvas.width = video.videoWidth || 4;
  canvas.height = video.videoHeight || 3;
  const pen = canvas.getContext("2d")!;
  pen.lineWidth = Math.max(2, canvas.width / 200);
  pen.strokeStyle = boxes.length === 1 ? "#7fd19b" : "#ff9c90";
  for (const { left, top, width, height } of boxes) {
    pen.strokeRect(
      left * canvas.width,
      top * canvas.height,
      width * canvas.width,
      height * canvas.height,
    );
  }
}

/** Shows the seven probabilities as bars; without any, empty ones. */
export function showBars(probabilities: readonly number[] | undefined, asked: Emotion): void {
  const list = byId("bars", HTMLUListElement);
  if (list.childElementCount === 0) {
    for (const emotion of EMOTIONS) {
      const item = make("li");
      const bar = document.createElement("progress");
      bar.max = 1;
      bar.setAttribute("aria-label", emotion);
      item.append(make("span", emotion), bar, make("output", "–"));
      list.append(item);
    }
  }
  [...list.children].forEach((item, k) => {
    const value = probabilities?.[k];
    item.classList.toggle("asked", EMOTIONS[k] === asked);
    item.querySelector("progress")!.value = value ?? 0;
    item.querySelector("output")!.textContent = value === undefined
      ? "–"
      : `${Math.round(value * 100)}%`;
  });
}

/** One line under the picture: what is wrong with it, or that it is good. */
export function showHint({ findings }: Pick<Look, "findings">): void {
  const hint = byId("hint", HTMLElement);
  const [worst] = findings;
  const text = worst ? sentence(worst) : "One face, well lit. Ready.";
  // Not said anew with every frame.
  if (hint.textContent !== text) hint.textContent = text;
  hint.className = worst ? "hint bad" : "hint good";
}

/** What is wrong and what to do, as two sentences. */
export function sentence(
  { what, remedy }: { readonly what: string; readonly remedy: string },
): string {
  return `${what[0].toUpperCase()}${what.slice(1)}. ${remedy}`;
}
