// What can be written here: keywords, variables of the query, names of vocabularies and code lists.
import { snippetCompletion } from "@codemirror/autocomplete";

const KEYWORDS = ("SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS GRAPH VALUES BIND AS ORDER BY GROUP HAVING LIMIT OFFSET DESC ASC " +
  "ASK CONSTRUCT DESCRIBE PREFIX COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT EXISTS NOT IN IF COALESCE BOUND STR LANG DATATYPE " +
  "STRSTARTS STRENDS CONTAINS STRAFTER STRBEFORE REGEX REPLACE ROUND ABS YEAR").split(" ")
  .map((label) => ({ label, type: "keyword", boost: -1 }));
const SELECT = snippetCompletion("SELECT ${?thing} WHERE {\n  ${?thing a bud:Fact}\n}\nLIMIT ${20}", { label: "SELECT … WHERE", type: "keyword" });

// Names are fetched when first needed: most people who open the page run an example.
export function complete(address) {
  let words;
  const load = () => (words ||= fetch(address).then((answer) => answer.json()).catch(() => ({ prefixes: {}, namespaces: {} })));
  return async (context) => {
    const found = context.matchBefore(/[?$]?[\w-]*:?[\w-]*/);
    if (!found || (found.from === found.to && !context.explicit)) return null;
    const text = context.state.doc.toString();
    if (/^[?$]/.test(found.text)) return { from: found.from, options: variables(text, found.text), validFor: /^[?$]\w*$/ };
    const { prefixes, namespaces } = await load();
    const known = { ...prefixes, ...declared(text) };
    const colon = found.text.indexOf(":");
    if (colon >= 0) {
      const prefix = found.text.slice(0, colon);
      const names = namespaces[known[prefix]] || {};
      const options = Object.entries(names).map(([name, detail]) => ({ label: `${prefix}:${name}`, detail, apply: declare(prefix, known[prefix]) }));
      return { from: found.from, options, validFor: /^[\w-]*:[\w-]*$/ };
    }
    const options = Object.entries(known).map(([prefix, iri]) => ({ label: `${prefix}:`, detail: iri, boost: -2 }));
    return { from: found.from, options: [SELECT, ...KEYWORDS, ...options], validFor: /^[\w-]*$/ };
  };
}

function variables(text, own) {
  const found = new Set(text.match(/[?$]\w+/g) || []);
  if (text.split(own).length === 2) found.delete(own); // the one being written
  return [...found].map((label) => ({ label, type: "variable" }));
}

function declared(text) {
  return Object.fromEntries([...text.matchAll(/PREFIX\s+([\w-]*):\s*<([^>]*)>/gi)].map((found) => [found[1], found[2]]));
}

// A name of a vocabulary that the query does not know yet brings its PREFIX line with it.
function declare(prefix, iri) {
  return (view, completion, from, to) => {
    const missing = declared(view.state.doc.toString())[prefix] === undefined;
    const line = missing ? `PREFIX ${prefix}: <${iri}>\n` : "";
    const changes = [{ from, to, insert: completion.label }];
    if (missing) changes.unshift({ from: 0, insert: line });
    view.dispatch({ changes, selection: { anchor: from + line.length + completion.label.length } });
  };
}
