import { rememberTyped } from '$lib/forms/early.ts';

// Runs before the page is taken over.
export const init = () => rememberTyped();
