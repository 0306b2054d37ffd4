// A form marked data-upload shows how far its files are; without script it is sent as it is.
const underWay = new WeakSet();

function showAnswer(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  document.replaceChild(document.adoptNode(page.documentElement), document.documentElement);
  document.querySelector(".error-summary")?.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-upload]") || event.defaultPrevented) return;
  const inputs = [...form.querySelectorAll("input[type=file]")];
  if (!inputs.some((input) => input.files.length > 0)) return;
  event.preventDefault();
  if (underWay.has(form)) return;
  underWay.add(form);
  const bar = form.querySelector("progress");
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "text/html");
  request.upload.addEventListener("progress", (how) => {
    if (how.lengthComputable) bar.value = Math.round((100 * how.loaded) / how.total);
  });
  request.addEventListener("load", () => {
    underWay.delete(form);
    if (request.status === 200) location.assign(request.responseURL);
    else showAnswer(request.responseText);
  });
  // What cannot be sent like this is sent as it would have been without script.
  request.addEventListener("error", () => HTMLFormElement.prototype.submit.call(form));
  bar.hidden = false;
  request.send(new FormData(form, event.submitter));
}, true);

for (const [kinds, over] of [[["dragenter", "dragover"], true], [["dragleave", "drop"], false]]) {
  for (const kind of kinds) {
    document.addEventListener(kind, (event) => {
      if (event.target.matches?.("input.drop")) event.target.classList.toggle("is-over", over);
    });
  }
}
