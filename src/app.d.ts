import type { Reader, Transaction } from '../db/schema.ts';
import type { Locale } from '$lib/domain/locales.ts';
import type { SignedIn } from '$lib/server/members/sessions.ts';
import type { Muster } from '$lib/server/starting.ts';

declare global {
  namespace App {
    interface Locals {
      muster: Muster;
      read<T>(work: (read: Reader) => Promise<T>): Promise<T>;
      write<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
      member: SignedIn | null;
      /** The hash of the session that asks, to mark it among the member's sessions. */
      sessionHash: string | null;
      /** Epoch milliseconds; the same throughout one request. */
      now: number;
      locale: Locale;
      /** Where times are shown: the member's zone, or empty to use the zone of what is shown. */
      theme: 'light' | 'dark' | 'system';
      /** Set when a request failed for a reason that passes by itself. */
      trouble?: 'busy' | 'full' | undefined;
    }
    interface Error {
      message: string;
      id?: string;
      /** What happened, and what to do next, where the server knows more than that something broke. */
      words?: [title: string, text: string];
    }
    interface PageData {
      /** What the browser's title and the share cards say. */
      title?: string;
    }
  }
}

export {};
