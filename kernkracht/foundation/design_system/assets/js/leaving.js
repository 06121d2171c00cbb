// “Leave this page quickly”: the new page takes this one's place, so that Back does not return to it.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-leave]");
  if (!link) return;
  event.preventDefault();
  location.replace(link.href);
});
