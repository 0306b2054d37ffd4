// "?" shows the keys of the page.
document.addEventListener("cairn:key", (event) => {
  const help = document.querySelector("#key-help");
  if (event.detail.key !== "?" || !help || document.querySelector("dialog:modal")) return;
  help.showModal();
  event.preventDefault();
});
