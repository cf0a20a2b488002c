import { share, type Task } from "../threads/task.ts";

/**
 * `to[outer, count, inner]` from `from[outer, inner]`, each row repeated. Arguments: from, outer,
 * count, inner, to.
 */
export const repeatRows: Task = {
  name: "repeatRows",
  run(context, [from, outer, count, inner, to]) {
    const { kernels } = context;
    const [first, last] = share(outer, context);
    for (let row = first; row < last; row++) {
      for (let i = 0; i < count; i++) {
        const place = to + (row * count + i) * inner * 4;
        kernels.copyFloats(from + row * inner * 4, place, inner);
      }
    }
  },
};
