import { faultMessage } from "../../core/errors.ts";

/** Numbers to be written; they are asked for when their turn comes, one dataset at a time. */
export interface DatasetContent {
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32";
  /** As many numbers as the shape says. */
  read(): Float32Array | Int32Array;
}

/** A text, or a list of names. */
export type AttributeContent = string | readonly string[];

/**
 * What is to become a group of an HDF5 file: attributes, datasets and further groups. The file's root
 * is one too.
 *
 * @example
 * ```ts
 * import { GroupContent } from "#lib/keras/hdf5/file_tree.ts";
 * import { writeHdf5 } from "#lib/keras/hdf5/write_hdf5.ts";
 * const root = new GroupContent();
 * root.attributes.set("title", "two numbers");
 * root.dataset("some/place/x", { shape: [2], dtype: "float32", read: () => Float32Array.of(1, 2) });
 * writeHdf5(await Deno.makeTempFile({ suffix: ".h5" }), root);
 * ```
 */
export class GroupContent {
  readonly attributes = new Map<string, AttributeContent>();
  readonly members = new Map<string, GroupContent | DatasetContent>();

  /**
   * The group at `path` below this one, made where it is missing.
   *
   * @throws {TypeError} where there is a dataset of that name.
   */
  group(path: string): GroupContent {
    return path.split("/").reduce<GroupContent>((parent, name) => {
      const found = parent.members.get(name);
      if (found instanceof GroupContent) return found;
      if (found) throw twice(path);
      const made = new GroupContent();
      parent.members.set(name, made);
      return made;
    }, this);
  }

  /**
   * Puts a dataset at `path` below this group.
   *
   * @throws {TypeError} where something of that name is there.
   */
  dataset(path: string, content: DatasetContent): void {
    const end = path.lastIndexOf("/");
    const parent = end < 0 ? this : this.group(path.slice(0, end));
    const name = path.slice(end + 1);
    if (parent.members.has(name)) throw twice(path);
    parent.members.set(name, content);
  }
}

function twice(path: string): TypeError {
  return new TypeError(
    faultMessage("two weights of one name", { layer: path }, "Name its layers differently."),
  );
}
