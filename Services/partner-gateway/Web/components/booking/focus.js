/** After a refused submit: the first wrong field gets the focus, once its message is drawn. */
export function focusFirstError(form) {
  requestAnimationFrame(() => requestAnimationFrame(() => form.querySelector('[aria-invalid="true"]')?.focus()));
}
