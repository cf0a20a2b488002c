let last = 0;

/**
 * Lets waiting events in: an interrupt, a worker's message, a kernel's request. On a backend that
 * computes synchronously `await` alone never does. Costs about a millisecond, so it acts at most once
 * in 20 ms.
 */
export async function yieldToEvents(): Promise<void> {
  if (performance.now() - last < 20) return;
  await new Promise((resolve) => setTimeout(resolve, 0));
  last = performance.now();
}
