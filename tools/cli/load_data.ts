import { count, percent } from "#lib/core/format.ts";
import { readFer2013 } from "#lib/data/fer2013.ts";
import { type Images, loadImages } from "#lib/data/images.ts";
import { ProgressLine } from "#lib/notebook/progress_line.ts";

/**
 * The images of a FER2013 file, or, without one, those of the data folder (`MIEN_DATA`) or synthetic
 * faces. Progress, and what people should know about the data, goes to stderr.
 */
export async function loadData(file?: string): Promise<Images> {
  const line = new ProgressLine();
  const show = (fraction: number, rows: number) =>
    line.update(`reading images · ${percent(fraction)} · ${count(rows)}`, fraction);
  const images = file === undefined
    ? await loadImages({ onProgress: ({ fraction, rows }) => show(fraction, rows) })
    : await readFer2013(file, {
      onProgress: ({ bytes, totalBytes, rows }) => show(bytes / totalBytes, rows),
    });
  for (const note of images.notes) line.note(note);
  return images;
}
