/** A signature as strokes: each a list of points [x, y] as fractions of the pad, so it can be drawn at any size. */

/** The strokes with a point added to the last one; points closer than a thousandth are left out. */
export function withPoint(strokes, [x, y]) {
  const last = strokes.at(-1) ?? [];
  const [px, py] = last.at(-1) ?? [Infinity, Infinity];
  if (Math.hypot(x - px, y - py) < 0.001) return strokes;
  return [...strokes.slice(0, -1), [...last, [x, y]]];
}

export const begun = (strokes, point) => [...strokes, [point]];

/** Whether there is more than a slip of the finger: a line at least a twentieth of the pad long. */
export function isSigned(strokes) {
  const length = (stroke) =>
    stroke.slice(1).reduce((sum, [x, y], index) => sum + Math.hypot(x - stroke[index][0], y - stroke[index][1]), 0);
  return strokes.reduce((sum, stroke) => sum + length(stroke), 0) >= 0.05;
}

/** Draws strokes, or else the typed name, in one colour on a clean canvas. */
export function drawSignature(canvas, { strokes, name = "" }, ink) {
  const { width, height } = canvas;
  const pen = canvas.getContext("2d");
  pen.clearRect(0, 0, width, height);
  Object.assign(pen, { strokeStyle: ink, fillStyle: ink, lineWidth: height / 60, lineCap: "round", lineJoin: "round" });
  if (strokes.length === 0 && name) {
    Object.assign(pen, { font: `${height / 4}px Inter, "Pitcrew Arabic", sans-serif`, textAlign: "center", textBaseline: "middle" });
    pen.fillText(name, width / 2, height / 2, width * 0.9);
  }
  for (const stroke of strokes) {
    pen.beginPath();
    stroke.forEach(([x, y], index) => (index ? pen.lineTo(x * width, y * height) : pen.moveTo(x * width, y * height)));
    if (stroke.length === 1) pen.lineTo(stroke[0][0] * width + 0.1, stroke[0][1] * height);
    pen.stroke();
  }
}
