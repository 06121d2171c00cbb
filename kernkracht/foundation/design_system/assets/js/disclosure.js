// Filters start closed on small screens (without this they are simply open); Escape closes the menu.
for (const box of document.querySelectorAll("details[data-closed-on-small]")) {
  if (matchMedia("(max-width: 48rem)").matches) box.open = false;
}
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("details.kk-menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
