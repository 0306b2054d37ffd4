// A form is sent once; a form marked data-keep asks before what was typed in it is lost.
const sent = new WeakSet();
const typed = new Set();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog" || event.defaultPrevented) return;
  if (sent.has(form) && form.method === "post") {
    event.preventDefault();
    return;
  }
  sent.add(form);
  typed.delete(form);
  if (form.method === "post") {
    for (const button of form.querySelectorAll("button[type=submit]")) {
      button.classList.add("is-sending");
    }
  }
});

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-keep]")) typed.add(form);
});

// What the server has kept is not lost.
document.addEventListener("cairn:kept", (event) => typed.delete(event.target));

window.addEventListener("beforeunload", (event) => {
  if (typed.size > 0) event.preventDefault();
});

// A page that comes back from the history may be sent again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) sent.delete(form);
  for (const button of document.querySelectorAll(".is-sending")) {
    button.classList.remove("is-sending");
  }
});

// What is wrong is read first.
document.querySelector(".error-summary")?.focus();
