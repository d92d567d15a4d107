// Writes Markdown as HTML, for what Web Chat and its cards show. Only what the service writes becomes structure: tags and pictures stay text, and a link leads to a page, a number or a mailbox.
const LEADS = /^(?:https?|mailto|tel|sms):/i;
const ICON = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='; // Web Chat's styles draw it.
const escaped = text => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`);

let reader;
let externalLink = '';

function link({ href, tokens }) {
  const words = this.parser.parseInline(tokens);
  if (!LEADS.test(href)) return words;
  if (!/^http/i.test(href)) return `<a href="${escaped(href)}">${words}</a>`;
  return `<a href="${escaped(href)}" target="_blank" rel="noopener noreferrer">${words}<img class="webchat__render-markdown__external-link-icon" src="${ICON}" alt="${escaped(externalLink)}"></a>`;
}

/** Web Chat's own way to ask for it. */
export function written(markdown, _, { containerClassName = '', externalLinkAlt = '' } = {}) {
  reader ??= new window.marked.Marked({ renderer: { html: ({ text }) => escaped(text), image: ({ text }) => escaped(text), br: () => '<br>\n', link } });
  externalLink = externalLinkAlt;
  return `<div class="${containerClassName}">${reader.parse(markdown)}</div>`;
}
