// A long answer counts along. The limit is in the text already, so nothing is lost without this.
const connect = (area) => {
  const out = document.getElementById(`${area.id}_teller`);
  if (!out || area.dataset.counted) return;
  area.dataset.counted = "yes";
  const show = () => {
    const left = area.dataset.max - [...area.value].length;
    const text = left < 0 ? area.dataset.over : area.dataset.left;
    out.textContent = text.replace("{n}", Math.abs(left)).replace("{max}", area.dataset.max);
    out.toggleAttribute("data-over", left < 0);
  };
  area.addEventListener("input", show);
  show();
};
const connectAll = (root) => root.querySelectorAll?.("textarea[data-max]").forEach(connect);
connectAll(document);
document.addEventListener("htmx:after:swap", (event) => connectAll(event.target));
