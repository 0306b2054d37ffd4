// "?" shows the keys of the page: those that the page has something for.
for (const part of document.querySelectorAll("#key-help [data-needs]")) {
  part.hidden = !document.querySelector(part.dataset.needs);
}

document.addEventListener("cairn:key", (event) => {
  const help = document.querySelector("#key-help");
  if (event.detail.key !== "?" || !help || document.querySelector("dialog:modal")) return;
  help.showModal();
  event.preventDefault();
});
