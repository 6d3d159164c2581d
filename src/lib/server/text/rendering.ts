import MarkdownIt from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';
import sanitize from 'sanitize-html';

const made = () =>
  new MarkdownIt({ html: false, linkify: true, breaks: true, maxNesting: 40 }).use(cjkFriendly);
const markdown = made();
const withoutTables = made().disable('table');

/** More than anybody reads. */
const mostCells = 5000;

/** Each row of a table is filled up to its widest: a few thousand signs would become a page of half a million. */
const toHtml = (body: string): string => {
  const lines = body.split('\n');
  const widest = lines.reduce(
    (most, line) => (/^[\s>|:-]+$/.test(line) ? Math.max(most, line.split('|').length) : most),
    0,
  );
  return (widest * lines.length > mostCells ? withoutTables : markdown).render(body);
};

/**
 * Markdown to HTML that is safe to show: no raw HTML, no pictures from elsewhere, links to the web alone.
 * The second wash holds even if the first should one day let something through.
 */
export const renderMarkdown = (body: string): string =>
  sanitize(toHtml(body), {
    allowedTags: [
      'p',
      'br',
      'strong',
      'em',
      's',
      'a',
      'ul',
      'ol',
      'li',
      'blockquote',
      'code',
      'pre',
      'h2',
      'h3',
      'h4',
      'hr',
      'table',
      'thead',
      'tbody',
      'tr',
      'th',
      'td',
    ],
    allowedAttributes: { a: ['href', 'rel'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    transformTags: {
      h1: 'h2',
      h5: 'h4',
      h6: 'h4',
      a: (_name, { href = '' }) => ({ tagName: 'a', attribs: { href, rel: 'nofollow ugc noopener' } }),
    },
  })
    // A heading cell without a heading says nothing to whoever hears the table read.
    .replace(/<th>\s*<\/th>/g, '<td></td>')
    .trim();

/** The text without its marks, cut at a word or a sign: for descriptions and previews. */
export const plainText = (body: string, max = 160): string => {
  const text = sanitize(toHtml(body), { allowedTags: [], allowedAttributes: {} })
    .replace(/&amp;/g, '&')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/\s+/g, ' ')
    .trim();
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  const space = cut.lastIndexOf(' ');
  return `${space > max * 0.6 ? cut.slice(0, space) : cut}…`;
};
