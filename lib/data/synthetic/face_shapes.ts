import { EMOTIONS } from "../../core/emotions.ts";
import { ACTION_UNITS, type Activation, facsCode, PROTOTYPES } from "../../core/facs.ts";
import { faceTemplate } from "./face_template.ts";
import { poseFace } from "./pose_face.ts";

/** The average synthetic face in one pose, for charts and tables. */
export interface PosedFace {
  /** For people, with the Action Units: `"AU 12 · Lip corner puller"`, `"happy · 6C+12D+25C"`. */
  readonly name: string;
  readonly activation: Activation;
  /** `[1220, 3]` metres in the frame of ARKit's face anchor. */
  readonly points: Float32Array;
}

/** The average face with given Action Units at work. */
export function posedFace(name: string, activation: Activation): PosedFace {
  const points = poseFace(faceTemplate().rest, activation);
  return { name, activation, points: Float32Array.from(points, (mm) => mm / 1000) };
}

/** The average face at rest. */
export function restingFace(): PosedFace {
  return posedFace("at rest", {});
}

/** One face for each Action Unit, alone at the given intensity (0 to 1). */
export function actionUnitFaces(intensity = 1): readonly PosedFace[] {
  return ACTION_UNITS.map(({ number, name }) =>
    posedFace(`AU ${number} · ${name}`, { [number]: intensity })
  );
}

/** One face for each expression: the prototype, or every known variant. */
export function expressionFaces(
  options: { readonly variants?: "prototype" | "all" } = {},
): readonly PosedFace[] {
  return EMOTIONS.flatMap((emotion) => {
    const { variants } = PROTOTYPES[emotion];
    return variants.slice(0, options.variants === "all" ? undefined : 1).map(({ units }) =>
      posedFace(emotion === "neutral" ? "neutral" : `${emotion} · ${facsCode(units)}`, units)
    );
  });
}
