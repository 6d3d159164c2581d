const openingLinks = /(\/(?:confirm|reset|invitations|experts|quarantine|unsubscribe)\/)[\w.-]+/g;

/** A letter without what opens an account or a brand to whoever reads it: a link that still works is as good as a password. */
export const withoutKeys = (text: string): string => text.replace(openingLinks, '$1…');
