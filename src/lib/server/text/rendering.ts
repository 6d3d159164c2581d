import MarkdownIt from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';
import sanitize from 'sanitize-html';

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true }).use(cjkFriendly);

/**
 * Markdown to HTML that is safe to show: no raw HTML, no pictures from elsewhere, links to the web alone.
 * The second wash holds even if the first should one day let something through.
 */
export const renderMarkdown = (body: string): string =>
  sanitize(markdown.render(body), {
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
  const text = sanitize(markdown.render(body), { allowedTags: [], allowedAttributes: {} })
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
