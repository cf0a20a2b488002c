/** The kernel's process ended although nobody asked it to. */
export class KernelDied extends Error {
  override readonly name = "KernelDied";
}
