import { html, useEffect, useRef, useState } from "../../vendor/preact/preact.js";
import { begun, drawSignature, isSigned, withPoint } from "../../model/strokes.js";
import { t } from "../../strings/index.js";
import { Button } from "./button.js";
import { Field } from "./field.js";
import { Badge } from "./badge.js";

const size = { width: 800, height: 240 };

const placeIn = (event) => {
  const box = event.currentTarget.getBoundingClientRect();
  return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
};

/** The picture in black on nothing, whatever the theme shows. */
function pictureOf(signed) {
  const canvas = Object.assign(document.createElement("canvas"), size);
  drawSignature(canvas, signed, "black");
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/**
 * A signature by pointer, or by a typed name for those who use a keyboard. `onChange` gets null, or {strokes, name, png}: strokes as
 * fractions of the pad, the typed name, and a PNG blob of what is seen.
 */
export function Signature({ id, label = t.sign.label, onChange }) {
  const canvas = useRef();
  const drawing = useRef(false);
  const [signed, setSigned] = useState({ strokes: [], name: "" });
  const done = isSigned(signed.strokes) || signed.name.trim().length > 1;
  useEffect(() => {
    drawSignature(canvas.current, signed, getComputedStyle(canvas.current).color);
  }, [signed]);
  const tell = async (next) => {
    const holds = isSigned(next.strokes) || next.name.trim().length > 1;
    onChange(holds ? { ...next, png: await pictureOf(next) } : null);
  };
  const change = (next) => (setSigned(next), tell(next));
  const start = (event) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drawing.current = true;
    setSigned((old) => ({ name: "", strokes: begun(old.strokes, placeIn(event)) }));
  };
  const move = (event) => {
    if (!drawing.current) return;
    const place = placeIn(event);
    setSigned((old) => ({ ...old, strokes: withPoint(old.strokes, place) }));
  };
  const end = () => drawing.current && ((drawing.current = false), tell(signed));
  return html`<div class="signature" role="group" aria-labelledby=${`${id}-label`}>
    <div class="signature-head"><span class="field-label" id=${`${id}-label`}>${label}</span>
      <span role="status">${done && html`<${Badge} tone="go">${t.sign.done}<//>`}</span></div>
    <canvas ref=${canvas} class="signature-pad" ...${size} aria-hidden="true"
      onPointerDown=${start} onPointerMove=${move} onPointerUp=${end} onPointerCancel=${end}></canvas>
    <p class="field-hint">${t.sign.hint}</p>
    <${Field} id=${id} label=${t.sign.typed} autocomplete="name" maxlength="120" value=${signed.name}
      onInput=${(event) => change({ strokes: [], name: event.target.value })} />
    <div><${Button} icon="undo-2" onClick=${() => change({ strokes: [], name: "" })}>${t.sign.clear}<//></div>
  </div>`;
}
