/** What is wrong with a form, told beside the fields. */

/** Take away what was told before. @param {HTMLFormElement} form */
export function clearErrors(form) {
  form.querySelectorAll("[data-told-error]").forEach((list) => list.remove());
  form.querySelectorAll("[aria-invalid]").forEach((field) => {
    field.removeAttribute("aria-invalid");
    describe(field, field.dataset.helpedBy);
  });
}

function describe(field, ids) {
  if (ids) field.setAttribute("aria-describedby", ids);
  else field.removeAttribute("aria-describedby");
}

function told(sentences, id) {
  const list = document.createElement("ul");
  list.className = "errorlist";
  list.id = id;
  list.dataset.toldError = "";
  list.append(...sentences.map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence })));
  return list;
}

/**
 * Tell each sentence beside its field, or on top where it is of none.
 * @param {HTMLFormElement} form
 * @param {Record<string, string[]>} errors by the name of the field; the empty name is of none
 * @param {(name: string) => HTMLElement|null} fieldOf what has the focus when one fills in that field
 * @returns {HTMLElement|undefined} the first field that is wrong
 */
export function tellErrors(form, errors, fieldOf) {
  const wrong = [];
  const top = form.querySelector("[data-errors]");
  for (const [name, sentences] of Object.entries(errors)) {
    const place = name && form.querySelector(`[data-field~="${name}"]`);
    const list = told(sentences, `${form.dataset.key}-${name || "form"}-error`);
    (place || top).append(list);
    const field = place && fieldOf(name);
    if (!field) continue;
    field.setAttribute("aria-invalid", "true");
    field.dataset.helpedBy ??= field.getAttribute("aria-describedby") ?? "";
    describe(field, `${list.id} ${field.dataset.helpedBy}`.trim());
    wrong.push(field);
  }
  return wrong[0];
}
