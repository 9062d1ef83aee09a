import { useEffect, useRef, useState } from "../vendor/preact/preact.js";

/** A look this often finds a code at once and leaves a small device cool. */
const pause = 150;
/** The side of the square that is looked at, in pixels: enough for 53 modules at ten pixels each. */
const side = 640;
/** The same code is not told again while it is held before the camera. */
const forget = 6_000;
const decoder = () => import("../vendor/html5-qrcode/html5-qrcode.js");
const qrOnly = 0;
const reasons = {
  NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "none", NotReadableError: "none", OverconstrainedError: "none",
};

/** The middle of what the camera sees. */
function look(video, canvas) {
  const size = Math.min(video.videoWidth, video.videoHeight);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(video, (video.videoWidth - size) / 2, (video.videoHeight - size) / 2, size, size, 0, 0, side, side);
}

/**
 * Reads QR codes from the camera while `isOn`, into `video` (a ref), and tells each by `onCode(text)`. Gives the state: "off", "starting",
 * "on", "denied" (by reader or browser), "none" (no camera, or it is in use), "failed" (the decoder could not be loaded). `element` is the id
 * of an element that is there: the decoder asks for one.
 */
export function useScanner(video, element, isOn, onCode) {
  const [state, setState] = useState("off");
  const tell = useRef(onCode);
  tell.current = onCode;
  useEffect(() => {
    if (!isOn) return setState("off");
    let [stream, timer, isOver, last, at] = [null, null, false, null, 0];
    const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
    const begin = async () => {
      setState("starting");
      const { Html5Qrcode } = await decoder();
      const { qrcode } = new Html5Qrcode(element, { formatsToSupport: [qrOnly], verbose: false });
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false });
      if (isOver) return end();
      video.current.srcObject = stream;
      await video.current.play();
      if (isOver) return;
      setState("on");
      const step = async () => {
        if (video.current?.videoWidth) {
          look(video.current, canvas);
          const text = await qrcode.decodeAsync(canvas).then((found) => found.text, () => null);
          if (text && !isOver && (text !== last || Date.now() - at > forget)) tell.current(text);
          if (text) [last, at] = [text, Date.now()];
        }
        if (!isOver) timer = setTimeout(step, pause);
      };
      await step();
    };
    const end = () => {
      isOver = true;
      clearTimeout(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    begin().catch((error) => {
      end();
      setState(navigator.mediaDevices ? (reasons[error.name] ?? "failed") : "none");
    });
    return end;
  }, [isOn]);
  return state;
}
