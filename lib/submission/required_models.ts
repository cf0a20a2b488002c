/** A trained model that the assignment wants to see. */
export interface RequiredModel {
  readonly name: string;
  /** What makes it, for those who lack it. */
  readonly madeBy: string;
}

/** The models of a submission, handed in as `NAME.h5`. */
export const REQUIRED_MODELS: readonly RequiredModel[] = [
  { name: "model_1", madeBy: "notebook 03" },
  { name: "model_2", madeBy: "notebook 03, step 4" },
  { name: "model_3", madeBy: "notebook 04" },
  { name: "model_4", madeBy: "notebook 05" },
  { name: "model_ec1", madeBy: "notebook 05" },
];
