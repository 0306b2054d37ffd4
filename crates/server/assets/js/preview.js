// The message as it will be seen. A form marked data-preview-form holds fields marked
// data-preview-of="text" or "subject"; the elements data-preview="text" and "subject" show
// them with {{placeholders}} replaced by the values of data-fill-… on the form.
function filled(text, fills) {
  return text.replace(/\{\{\s*([a-z_-]+)\s*\}\}/g, (whole, name) => fills[name] ?? whole);
}

function fillsOf(form) {
  const fills = {};
  for (const fill of form.querySelectorAll("[data-fill]")) {
    fills[fill.dataset.fill] = fill.dataset.value ?? fill.textContent;
  }
  return fills;
}

for (const form of document.querySelectorAll("form[data-preview-form]")) {
  const fills = fillsOf(form);
  const show = () => {
    for (const field of form.querySelectorAll("[data-preview-of]")) {
      const name = CSS.escape(field.dataset.previewOf);
      for (const place of document.querySelectorAll(`[data-preview="${name}"]`)) {
        place.textContent = filled(field.value, fills);
      }
      const count = document.querySelector(`[data-length-of="${name}"]`);
      if (count) count.textContent = String([...filled(field.value, fills)].length);
    }
  };
  form.addEventListener("input", show);
  show();

  // A chip puts its placeholder where one is writing.
  let last = form.querySelector('[data-preview-of="text"]') ?? form.querySelector("textarea");
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("textarea")) last = event.target;
  });
  form.addEventListener("click", (event) => {
    const chip = event.target.closest("button[data-fill]");
    const text = last;
    if (!chip || !text) return;
    text.setRangeText(`{{${chip.dataset.fill}}}`, text.selectionStart, text.selectionEnd, "end");
    text.focus();
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
