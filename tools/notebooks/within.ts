/** The value, or `undefined` when it takes longer than that. */
export async function within<T>(value: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  return await Promise.race([value, late]).finally(() => clearTimeout(timer));
}
