export interface LetterText {
  siteName: string;
  locale: string;
  heading: string;
  paragraphs: string[];
  button?: { label: string; href: string } | undefined;
  /** Why this came and how to stop it. */
  small?: string[];
}

/** One letter in two forms. Tables and inline styles, because mail programs know little else; nothing is loaded from outside. */
export const writeLetter = (letter: LetterText): { text: string; html: string } => ({
  text: [
    letter.heading,
    ...letter.paragraphs,
    ...(letter.button ? [`${letter.button.label}:\n${letter.button.href}`] : []),
    ['--', letter.siteName, ...(letter.small ?? [])].join('\n'),
  ].join('\n\n'),
  html: `<!doctype html>
<html lang="${letter.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(letter.heading)}</title></head>
<body style="margin:0;background:#f4efe4;color:#1c1a16;font:16px/1.55 'Instrument Sans',-apple-system,'Segoe UI','PingFang TC','Microsoft JhengHei',sans-serif">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;text-align:left">
<tr><td style="padding-bottom:16px;border-bottom:1px solid #1c1a16;font-weight:700;font-size:18px"><span style="display:inline-block;width:14px;height:14px;background:#b92c19;border-radius:2px;margin-right:8px"></span>${escape(letter.siteName)}</td></tr>
<tr><td style="padding:28px 0"><h1 style="margin:0 0 16px;font-size:26px;line-height:1.25">${escape(letter.heading)}</h1>
${letter.paragraphs.map((text) => `<p style="margin:0 0 14px">${escape(text).replaceAll('\n', '<br>')}</p>`).join('\n')}
${letter.button ? `<p style="margin:24px 0 0"><a href="${escape(letter.button.href)}" style="display:inline-block;background:#b92c19;color:#fff7ec;text-decoration:none;font-weight:600;padding:13px 20px;border-radius:3px">${escape(letter.button.label)}</a></p>` : ''}
</td></tr>
<tr><td style="padding-top:14px;border-top:1px solid #d8cfbd;color:#5f594d;font-size:13px">${(letter.small ?? []).map((text) => escape(text).replace(/https?:\/\/\S+/g, (href) => `<a href="${href}" style="color:inherit">${href}</a>`)).join('<br>')}</td></tr>
</table></td></tr></table></body></html>`,
});

const escape = (text: string) =>
  text.replace(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign]!,
  );
