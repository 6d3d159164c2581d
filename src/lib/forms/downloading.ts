// What RFC 5987 forbids and encodeURIComponent leaves.
const percent = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;

/** A table of CSV that is sent while it is read; `plain` is its name for whoever reads no more than ASCII. */
export const asDownload = (lines: AsyncGenerator<string>, name: { plain: string; full: string }) => {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  const full = encodeURIComponent(name.full).replace(/['()*]/g, percent);
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name.plain}"; filename*=UTF-8''${full}`,
      'cache-control': 'no-store',
    },
  });
};
