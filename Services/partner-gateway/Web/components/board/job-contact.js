import { html, useEffect, useRef, useState } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { planning } from "../../model/planning-words.js";
import { Button } from "../common/button.js";
import { Field } from "../common/field.js";
import { Failure, Notice } from "../common/notice.js";

const words = planning.job;
const required = ["plate", "make", "model", "name"];

/** What is missing before a job can be booked, by field. */
function missing(form) {
  const found = Object.fromEntries(required.filter((field) => !form[field].trim()).map((field) => [field, "required"]));
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(form.email.trim())) found.email = "email";
  return found;
}

export const noContact = { plate: "", make: "", model: "", name: "", email: "", phone: "" };

/** For whom the chosen place is. `onOther(isTaken)` leads to another place; what was typed is the caller's to keep. */
export function JobContact({ when, where, note, form, setForm, book, onOther }) {
  const [wrong, setWrong] = useState({});
  const { busy, problem, run } = useAction();
  const root = useRef();
  useEffect(() => root.current.querySelector("input").focus(), []);
  const submit = (event) => {
    event.preventDefault();
    const found = missing(form);
    setWrong(found);
    if (Object.keys(found).length > 0) return root.current.querySelector(`#job-${Object.keys(found)[0]}`).focus();
    const text = (field) => form[field].trim();
    const phone = text("phone") ? { phone: text("phone") } : {};
    const customer = { name: text("name"), email: text("email"), ...phone, locale: document.documentElement.lang };
    const vehicle = { plate: text("plate").toUpperCase(), make: text("make"), model: text("model") };
    return busy ? undefined : run(() => book({ customer, vehicle }));
  };
  const field = (name, more = {}) => html`<${Field} id=${`job-${name}`} label=${words[name]} value=${form[name]} error=${wrong[name]}
    onInput=${(event) => setForm((old) => ({ ...old, [name]: event.target.value }))} ...${more} />`;
  const isTaken = problem?.slug === "slot-taken";
  return html`<form ref=${root} class="dialog-body" noValidate onSubmit=${submit}>
    <dl class="change"><div class="change-now"><dt>${words.title}</dt><dd><b>${when}</b><span>${where}</span></dd></div></dl>
    ${note && html`<${Notice} tone="caution"><p>${note}</p><//>`}
    <h3>${words.who}</h3>
    <div class="form-grid">
      ${field("plate", { autocomplete: "off" })} ${field("make")} ${field("model")}
      ${field("name")} ${field("email", { type: "email" })} ${field("phone", { type: "tel", optional: true })}
    </div>
    ${isTaken && html`<${Notice} tone="stop"><p>${words.taken}</p><//>`}
    ${problem && !isTaken && html`<${Failure} problem=${problem} />`}
    <div class="row-of">
      <${Button} kind="main" type="submit" busy=${busy}>${words.book}<//>
      <${Button} kind="plain" onClick=${() => onOther(isTaken)}>${words.other}<//>
    </div>
  </form>`;
}
