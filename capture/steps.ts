import type { Emotion } from "../lib/core/emotions.ts";
import { byId, make } from "./elements.ts";
import { ORDER } from "./guide.ts";
import { type PhotoSet, SETS } from "./messages.ts";

/** One of the fourteen photos. */
export interface Step {
  readonly set: PhotoSet;
  readonly emotion: Emotion;
}

/** The fourteen, in order. */
export const STEPS: readonly Step[] = SETS.flatMap((set) =>
  ORDER.map((emotion) => ({ set, emotion }))
);

/** How a step is called for those who hear the page. */
export function nameOf({ set, emotion }: Step): string {
  return `${emotion}, ${set === "train" ? "first" : "second"} round`;
}

/** The fourteen buttons, each with its crop once it is taken. */
export class StepButtons {
  readonly #buttons = new Map<Step, HTMLButtonElement>();
  readonly #addresses = new Map<Step, string>();

  constructor(onChoose: (step: Step) => void) {
    for (const step of STEPS) {
      const button = document.createElement("button");
      button.type = "button";
      button.addEventListener("click", () => onChoose(step));
      const item = make("li");
      item.append(button);
      byId(step.set, HTMLOListElement).append(item);
      this.#buttons.set(step, button);
      this.setCrop(step, undefined);
    }
  }

  /** The address of a crop, where it is taken. */
  cropOf(step: Step): string | undefined {
    return this.#addresses.get(step);
  }

  setCrop(step: Step, address: string | undefined): void {
    const old = this.#addresses.get(step);
    if (old) URL.revokeObjectURL(old);
    if (address) this.#addresses.set(step, address);
    else this.#addresses.delete(step);
    const button = this.#buttons.get(step)!;
    const picture = address ? document.createElement("img") : make("span", "–", "empty");
    if (picture instanceof HTMLImageElement) picture.src = address!;
    picture.setAttribute("aria-hidden", "true");
    if (picture instanceof HTMLImageElement) picture.alt = "";
    button.replaceChildren(picture, make("span", step.emotion));
    button.setAttribute("aria-label", `${nameOf(step)}: ${address ? "taken" : "still to take"}`);
  }

  setCurrent(current: Step): void {
    for (const [step, button] of this.#buttons) {
      if (step === current) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    }
    this.#buttons.get(current)!.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}
