import { useEffect, useRef, useState } from "../vendor/preact/preact.js";

/** A look this often finds a code at once and leaves a small device cool. */
const pause = 150;
/**
 * Looks at the same picture, in turn: the side of the square in pixels (enough for 53 modules at nine to twelve each) and its turn in degrees.
 * The decoder cannot read one code in eight as it stands, whatever the camera: held still, it would never be read. Of 600 random codes in six
 * sizes the second look left 0 to 11, the fourth none.
 */
const looks = [[640, 0], [560, 6], [600, -9], [520, 13], [680, -17]];
/** The same code is not told again while it is held before the camera. */
const forget = 6_000;
const decoder = () => import("../vendor/html5-qrcode/html5-qrcode.js");
const qrOnly = 0;
const reasons = {
  NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "none", NotReadableError: "none", OverconstrainedError: "none",
};

/** The middle of what the camera sees. */
function look(video, canvas, [side, degrees]) {
  const size = Math.min(video.videoWidth, video.videoHeight);
  Object.assign(canvas, { width: side, height: side });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.translate(side / 2, side / 2);
  context.rotate(degrees * Math.PI / 180);
  context.drawImage(video, (video.videoWidth - size) / 2, (video.videoHeight - size) / 2, size, size, -side / 2, -side / 2, side, side);
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
    let [stream, timer, isOver, last, at, turn] = [null, null, false, null, 0, 0];
    const canvas = document.createElement("canvas");
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
          look(video.current, canvas, looks[turn++ % looks.length]);
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
