/** One thing that the assignment asks for, and where its answer has to be found. */
export interface Question {
  /** What the tag of the answering cell ends in: `answer:ID`. */
  readonly id: string;
  /** Section and step of the assignment. */
  readonly place: string;
  /** What is asked, in a line. */
  readonly asks: string;
  /** Name of the notebook that answers. */
  readonly notebook: string;
}

const question = (id: string, notebook: string, place: string, asks: string): Question => ({
  id,
  place,
  asks,
  notebook,
});

/**
 * Everything that the assignment asks to be written up, in its order. A cell that answers one
 * carries the tag `answer:ID`; the write-up links to it, and a submission that lacks one says so.
 */
export const QUESTIONS: readonly Question[] = [
  question("facs", "01_facs", "Section 1", "Each of the seven expressions in Action Units"),
  question("model-1-diagram", "03_images", "Section 3, step 3", "model_1: its structure"),
  question("model-1-scores", "03_images", "Section 3, step 3", "model_1: accuracy and loss"),
  question("one-image", "03_images", "Section 3, step 3d", "One image classified and shown"),
  question("model-2-diagram", "03_images", "Section 3, step 4", "model_2: diagram and parameters"),
  question("model-2-scores", "03_images", "Section 3, step 4", "model_2: accuracy and loss"),
  question(
    "photos",
    "04_personal",
    "Section 4, step 7",
    "The predictions for the seven test photos",
  ),
  question(
    "unrecognised",
    "04_personal",
    "Section 4, step 7",
    "Which expressions are not recognised, and why",
  ),
  question("facs-in-depth", "05_depth", "Section 5, step 9", "The clouds compared with FACS"),
  question(
    "unique-and-similar",
    "05_depth",
    "Section 5, step 9",
    "Which expressions are most unique, which most alike",
  ),
  question(
    "beyond-images",
    "05_depth",
    "Section 5, step 9",
    "What a cloud tells that an image does not",
  ),
  question("model-4-diagram", "05_depth", "Section 5, steps 11–13", "model_4: its structure"),
  question(
    "model-4-set-up",
    "05_depth",
    "Section 5, steps 11–13",
    "model_4: split, batch size, epochs",
  ),
  question("model-4-scores", "05_depth", "Section 5, steps 11–13", "model_4: accuracy and loss"),
  question("model-ec1", "05_depth", "Extra credit 1", "model_ec1: a better network for clouds"),
  question("model-ec2", "05_depth", "Extra credit 2", "A different technique for clouds"),
];
