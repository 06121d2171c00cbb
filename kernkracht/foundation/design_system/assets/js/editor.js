// Turns textarea[data-editor] into an editor with buttons. The textarea keeps holding the text, in the same notation as
// kernkracht/foundation/rich_text reads; without this file it is simply typed. Loaded on writing pages only.
import MarkdownIt from "markdown-it";
import { baseKeymap, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { MarkdownParser, MarkdownSerializer, defaultMarkdownSerializer, schema as basic } from "prosemirror-markdown";
import { Schema } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { EditorState, Selection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";

const OWN_PICTURE = /^\/beeld\/[0-9a-f-]{36}\/$/;
const OWN_FILM = /^\/film\/[0-9a-f-]{36}\/$/;
const pick = (from, names) => Object.fromEntries(names.map((name) => [name, from.spec(name)]));
const nodesOf = { spec: (name) => basic.spec.nodes.get(name) };
const marksOf = { spec: (name) => basic.spec.marks.get(name) };

const nodes = pick(nodesOf, ["doc", "paragraph", "blockquote", "ordered_list", "bullet_list", "list_item", "text", "hard_break"]);
for (const name of ["bullet_list", "ordered_list"]) { // items without a blank line between them, as people write lists
  nodes[name] = { ...nodes[name], attrs: { ...nodes[name].attrs, tight: { default: true } } };
}
nodes.heading = {
  attrs: { level: { default: 2 } }, content: "(text | image)*", group: "block", defining: true,
  parseDOM: [1, 2, 3, 4].map((level) => ({ tag: `h${level}`, attrs: { level: Math.max(2, level) } })),
  toDOM: (node) => [`h${node.attrs.level}`, 0],
};
nodes.image = {
  inline: true, group: "inline", draggable: true, attrs: { src: {}, alt: { default: "" } },
  parseDOM: [{
    tag: "img[src]",
    getAttrs: (dom) => (OWN_PICTURE.test(dom.getAttribute("src")) ? { src: dom.getAttribute("src"), alt: dom.alt } : false),
  }, {
    tag: "span[data-film]",
    getAttrs: (dom) => (OWN_FILM.test(dom.dataset.film) ? { src: dom.dataset.film, alt: dom.dataset.title } : false),
  }],
  // A film is written as a picture is; here it shows as a block with its title, and plays on the page itself.
  toDOM: ({ attrs: { src, alt } }) => (OWN_FILM.test(src)
    ? ["span", { class: "kk-editor__film", "data-film": src, "data-title": alt }, `▶ ${alt}`]
    : ["img", { src, alt }]),
};
const schema = new Schema({ nodes, marks: pick(marksOf, ["em", "strong", "link"]) });

const notation = MarkdownIt("commonmark", { html: false })
  .disable(["code", "fence", "backticks", "hr", "lheading", "html_block", "html_inline", "reference"]);
const parser = new MarkdownParser(schema, notation, {
  blockquote: { block: "blockquote" }, paragraph: { block: "paragraph" }, list_item: { block: "list_item" },
  bullet_list: { block: "bullet_list", getAttrs: () => ({ tight: true }) },
  ordered_list: { block: "ordered_list", getAttrs: (token) => ({ order: +token.attrGet("start") || 1, tight: true }) },
  heading: { block: "heading", getAttrs: (token) => ({ level: Math.min(4, Math.max(2, +token.tag.slice(1))) }) },
  image: { node: "image", getAttrs: (token) => ({ src: token.attrGet("src"), alt: token.content }) },
  hardbreak: { node: "hard_break" }, em: { mark: "em" }, strong: { mark: "strong" },
  link: { mark: "link", getAttrs: (token) => ({ href: token.attrGet("href") }) },
});
const known = defaultMarkdownSerializer;
const serializer = new MarkdownSerializer(
  Object.fromEntries(Object.keys(nodes).filter((name) => name !== "doc").map((name) => [name, known.nodes[name]])),
  Object.fromEntries(["em", "strong", "link"].map((name) => [name, known.marks[name]])),
);

const { heading, paragraph, blockquote, bullet_list: bullets, ordered_list: numbers, list_item: item } = schema.nodes;
const { em, strong, link } = schema.marks;
const inside = (state, type) => {
  for (let depth = state.selection.$from.depth; depth > 0; depth -= 1) {
    if (state.selection.$from.node(depth).type === type) return true;
  }
  return false;
};
const hasMark = (state, type) => {
  const { from, to, empty, $from } = state.selection;
  return empty ? !!type.isInSet(state.storedMarks ?? $from.marks()) : state.doc.rangeHasMark(from, to, type);
};
const isHeading = (state, level) => state.selection.$from.parent.type === heading && state.selection.$from.parent.attrs.level === level;
const lift = (type) => (state, dispatch) => inside(state, type) && liftListItem(item)(state, dispatch);
const unquote = (state, dispatch) => {
  const range = state.selection.$from.blockRange(state.selection.$to, (node) => node.type === blockquote);
  if (range && dispatch) dispatch(state.tr.lift(range, range.depth - 1));
  return !!range;
};
const toggled = (isOn, on, off) => (state, dispatch, view) => (isOn(state) ? off : on)(state, dispatch, view);
const headingOf = (level) => toggled((state) => isHeading(state, level), setBlockType(heading, { level }), setBlockType(paragraph));
const ACTS = {
  h2: [headingOf(2), (state) => isHeading(state, 2)],
  h3: [headingOf(3), (state) => isHeading(state, 3)],
  strong: [toggleMark(strong), (state) => hasMark(state, strong)],
  em: [toggleMark(em), (state) => hasMark(state, em)],
  bullets: [toggled((state) => inside(state, bullets), wrapInList(bullets), lift(bullets)), (state) => inside(state, bullets)],
  numbers: [toggled((state) => inside(state, numbers), wrapInList(numbers), lift(numbers)), (state) => inside(state, numbers)],
  quote: [toggled((state) => inside(state, blockquote), wrapIn(blockquote), unquote), (state) => inside(state, blockquote)],
  undo: [undo, null],
  redo: [redo, null],
};

const plugins = [
  history(),
  inputRules({ rules: [
    textblockTypeInputRule(/^(#{2,4})\s$/, heading, (match) => ({ level: match[1].length })),
    wrappingInputRule(/^\s*[-*]\s$/, bullets), wrappingInputRule(/^1\.\s$/, numbers), wrappingInputRule(/^>\s$/, blockquote),
  ] }),
  keymap({ "Mod-z": undo, "Mod-y": redo, "Shift-Mod-z": redo, "Mod-b": toggleMark(strong), "Mod-i": toggleMark(em), Enter: splitListItem(item), "Mod-]": sinkListItem(item), "Mod-[": liftListItem(item) }),
  keymap(baseKeymap),
];

// One stop for Tab; arrows, Home and End move inside (the pattern of a toolbar).
function rove(toolbar) {
  const buttons = [...toolbar.querySelectorAll("button")];
  const stopAt = (chosen) => buttons.forEach((button) => { button.tabIndex = button === chosen ? 0 : -1; });
  stopAt(buttons[0]);
  toolbar.addEventListener("focusin", (event) => { if (buttons.includes(event.target)) stopAt(event.target); });
  toolbar.addEventListener("keydown", (event) => {
    const now = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (now < 0 || to === undefined) return;
    event.preventDefault();
    buttons[(to + buttons.length) % buttons.length].focus();
  });
}

// A dialog inside a form: Enter does its own act instead of sending the form; focus goes back to the text.
function prepare(dialog, act, view) {
  const fault = dialog.querySelector("[data-fault]");
  const say = (text) => { fault.textContent = text; fault.hidden = !text; };
  const close = () => { dialog.close(); view.focus(); };
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName === "BUTTON") return;
    event.preventDefault();
    dialog.querySelector("[data-do=ok]").click();
  });
  dialog.addEventListener("input", (event) => event.stopPropagation());
  dialog.addEventListener("click", async (event) => {
    const what = event.target.closest("button")?.dataset.do;
    if (what === "cancel") close();
    else if (what) (await act(what, say)) && close();
  });
  return () => { say(""); dialog.showModal(); };
}

function linkDialog(dialog, view) {
  const field = dialog.querySelector("input");
  const open = prepare(dialog, (what, say) => {
    const { from, to, empty } = view.state.selection;
    const href = field.value.trim();
    if (what === "ok" && !/^(https?:\/\/|mailto:|tel:|\/|#)\S+$/i.test(href)) return say(dialog.dataset.wrong);
    const transaction = view.state.tr;
    if (what === "remove") transaction.removeMark(from, to, link);
    else if (empty) transaction.insert(from, schema.text(href, [link.create({ href })]));
    else transaction.removeMark(from, to, link).addMark(from, to, link.create({ href }));
    view.dispatch(transaction);
    return true;
  }, view);
  return () => {
    const { $from, from, to } = view.state.selection;
    let found = link.isInSet($from.marks());
    view.state.doc.nodesBetween(from, to, (node) => { found = found || link.isInSet(node.marks); });
    field.value = found ? found.attrs.href : "";
    open();
  };
}

function pictureDialog(dialog, view, form) {
  const [file, words] = dialog.querySelectorAll("input");
  const open = prepare(dialog, async (_what, say) => {
    if (!file.files.length) return say(dialog.dataset.missing);
    if (!words.value.trim()) return say(dialog.dataset.wordless);
    const body = new FormData();
    body.append("picture", file.files[0]);
    body.append("alt_text", words.value);
    body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    try {
      const answer = await fetch(dialog.dataset.url, { method: "POST", body });
      const told = await answer.json();
      if (!answer.ok) return say(told.fault ?? dialog.dataset.failed);
      view.dispatch(view.state.tr.replaceSelectionWith(schema.nodes.image.create(told), false));
      file.value = words.value = "";
      return true;
    } catch {
      return say(dialog.dataset.failed);
    }
  }, view);
  return open;
}

function filmDialog(dialog, view) {
  const choice = dialog.querySelector("select");
  const open = prepare(dialog, (_what, say) => {
    const { value: src, selectedOptions: [{ text: alt }] } = choice;
    if (!src) return say(dialog.dataset.missing);
    // On a line of its own after the block with the cursor, also out of a list; writing goes on below it.
    const film = paragraph.create(null, schema.nodes.image.create({ src, alt }));
    const { $from } = view.state.selection;
    const [from, to] = $from.depth ? [$from.before(1), $from.after(1)] : [0, view.state.doc.content.size];
    const at = $from.depth && !$from.node(1).content.size ? from : to;
    const transaction = view.state.tr.replaceWith(at, to, [film, paragraph.create()]);
    view.dispatch(transaction.setSelection(Selection.near(transaction.doc.resolve(at + film.nodeSize + 1))));
    return true;
  }, view);
  return async () => {
    open();
    try {
      const { films } = await (await fetch(dialog.dataset.url)).json();
      choice.replaceChildren(choice.options[0], ...films.map(({ src, alt }) => new Option(alt, src)));
    } catch {
      const fault = dialog.querySelector("[data-fault]");
      fault.textContent = dialog.dataset.failed;
      fault.hidden = false;
    }
  };
}

function build(area) {
  const box = area.closest("[data-editor-box]");
  const toolbar = box.querySelector("[role=toolbar]");
  const place = box.querySelector("[data-editor-place]");
  const label = document.querySelector(`label[for="${area.id}"]`);
  label.id ||= `${area.id}_label`;
  const attributes = {
    id: area.id, role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id,
    class: "kk-prose kk-editor__text",
    ...Object.fromEntries(["aria-describedby", "aria-invalid", "aria-required"].filter((name) => area.hasAttribute(name)).map((name) => [name, area.getAttribute(name)])),
  };
  const buttons = [...toolbar.querySelectorAll("button[data-act]")];
  const show = (state) => buttons.forEach((button) => {
    const isOn = ACTS[button.dataset.act]?.[1];
    if (isOn) button.setAttribute("aria-pressed", String(isOn(state)));
  });
  area.removeAttribute("id");
  const view = new EditorView(place, {
    state: EditorState.create({ doc: parser.parse(area.value), plugins }),
    attributes,
    dispatchTransaction(transaction) {
      view.updateState(view.state.apply(transaction));
      show(view.state);
      if (!transaction.docChanged) return;
      area.value = serializer.serialize(view.state.doc);
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  label.addEventListener("click", () => view.focus());
  const films = box.querySelector("[data-dialog=film]");
  const dialogs = {
    film: films && filmDialog(films, view),
    link: linkDialog(box.querySelector("[data-dialog=link]"), view),
    picture: box.querySelector("[data-dialog=picture]") && pictureDialog(box.querySelector("[data-dialog=picture]"), view, area.form),
  };
  toolbar.addEventListener("click", (event) => {
    const act = event.target.closest("button")?.dataset.act;
    if (!act) return;
    if (dialogs[act]) return dialogs[act]();
    ACTS[act][0](view.state, view.dispatch, view);
    if (event.detail) view.focus();
  });
  rove(toolbar);
  show(view.state);
  const wasTyping = document.activeElement === area;
  area.hidden = true;
  toolbar.hidden = place.hidden = false;
  box.querySelector("[data-notation]")?.remove();
  if (view.state.selection.empty) view.dispatch(view.state.tr.setSelection(Selection[wasTyping ? "atEnd" : "atStart"](view.state.doc)));
  if (wasTyping) view.focus(); // who began before this script was there goes on where they were
}

document.querySelectorAll("textarea[data-editor]").forEach(build);
document.querySelectorAll("[data-without-editor]").forEach((part) => part.remove());
