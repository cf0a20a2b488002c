/** A camera that shows its picture in a `<video>`. */
export interface Camera {
  /** The picture of this moment as JPEG, at most so many pixels wide. */
  shoot(width: number): Promise<Blob>;
}

/**
 * Starts the camera that faces the person.
 *
 * @throws {Error} that says in words why there is none and what to do.
 */
export async function startCamera(video: HTMLVideoElement): Promise<Camera> {
  if (!navigator.mediaDevices) throw new Error("This browser gives pages no camera.");
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: "user", width: { ideal: 1280 }, height: { ideal: 960 } },
      audio: false,
    });
    await video.play();
  } catch (error) {
    throw new Error(WHY[(error as DOMException).name] ?? "The camera does not start.", {
      cause: error,
    });
  }
  const canvas = document.createElement("canvas");
  return {
    async shoot(width) {
      const scale = Math.min(1, width / video.videoWidth);
      canvas.width = Math.round(video.videoWidth * scale);
      canvas.height = Math.round(video.videoHeight * scale);
      canvas.getContext("2d")!.drawImage(video, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise<Blob | null>((resolve) =>
        canvas.toBlob(resolve, "image/jpeg", 0.95)
      );
      if (!blob) throw new Error("The camera gave no picture.");
      return blob;
    },
  };
}

/** Reasons by the name of the browser's error. */
const WHY: Readonly<Record<string, string>> = {
  NotAllowedError: "The camera is blocked. Allow it in the browser's address bar, and reload.",
  NotFoundError: "No camera was found.",
  NotReadableError: "Another program uses the camera. Close it, and reload.",
};
