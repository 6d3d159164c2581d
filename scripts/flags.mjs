/**
 * How Node is started to serve. What a page needs while it is drawn is thrown away at once; with room for some hundred pages
 * the collector comes less often, and finds next to nothing that it would have to copy.
 */
export const flags = ['--max-semi-space-size=64'];
