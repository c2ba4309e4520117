// The SPARQL field of the query page. Without JavaScript the plain field below it does the work.
//
// CodeMirror lives in a shadow root: there it takes its styles as constructed sheets, which the
// content security policy allows; in the page itself it would need inline styles, which it forbids.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { StreamLanguage, HighlightStyle, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { complete } from "./words.js";

// Colours are custom properties of the page's own sheet: light, dark and contrast are decided there.
const theme = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--muted)", borderRadius: ".4rem", fontSize: ".95rem" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: 'ui-monospace, Consolas, "Noto Sans Mono CJK SC", monospace', lineHeight: "1.55", maxHeight: "32rem" },
  ".cm-content, .cm-gutter": { minHeight: "14rem" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { color: "var(--muted)", backgroundColor: "var(--soft)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--shade)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--mark)" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--muted)" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { color: "var(--paper)", backgroundColor: "var(--link)" },
  ".cm-completionDetail": { color: "inherit", opacity: ".85", fontStyle: "normal" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--mark)" },
  ".cm-lintRange-error": { textDecoration: "underline wavy var(--bad)", backgroundImage: "none" },
});
const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--code-keyword)", fontWeight: "600" },
  { tag: [tags.variableName, tags.definition(tags.variableName), tags.special(tags.variableName)], color: "var(--code-variable)" },
  { tag: [tags.atom, tags.typeName, tags.standard(tags.variableName)], color: "var(--code-name)" },
  { tag: tags.propertyName, color: "var(--code-name)" },
  { tag: [tags.string, tags.number], color: "var(--code-string)" },
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
]);

// A message such as "error at 3:12: expected …" is shown where it belongs.
function mark(view, message) {
  const found = /\bat (\d+):(\d+)/.exec(message || "");
  if (!found || +found[1] > view.state.doc.lines) return;
  const line = view.state.doc.line(+found[1]);
  const from = Math.min(line.from + Math.max(+found[2] - 1, 0), line.to);
  const diagnostic = { from: from === line.to ? line.from : from, to: line.to, severity: "error", message };
  view.dispatch(setDiagnostics(view.state, [diagnostic]));
}

function replace(field) {
  const host = document.createElement("div");
  host.className = "editor";
  const root = host.attachShadow({ mode: "open" });
  const run = () => { field.form.requestSubmit(); return true; };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: field.value,
      extensions: [
        lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), highlightActiveLine(),
        autocompletion({ override: [complete(field.dataset.words)], icons: false }),
        StreamLanguage.define(sparql), syntaxHighlighting(colours), theme,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": field.labels[0].textContent }),
        // Tab leaves the field, as in any form
        keymap.of([{ key: "Mod-Enter", run }, ...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        EditorView.updateListener.of((update) => { if (update.docChanged) field.value = update.state.doc.toString(); }),
      ],
    }),
  });
  field.labels[0].addEventListener("click", (event) => { event.preventDefault(); view.focus(); });
  field.before(host);
  field.hidden = true;
  for (const hint of field.form.querySelectorAll("[hidden]")) if (hint !== field) hint.hidden = false;
  field.required = false; // a browser cannot point at a field that is hidden
  mark(view, field.dataset.failure);
}

document.querySelectorAll("textarea[data-words]").forEach(replace);
