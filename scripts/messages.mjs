// Compiles the messages as the build does, for checks and for programs that run without the bundler.
import { compile } from '@inlang/paraglide-js';
import { messages } from '../src/lib/i18n/compiling.mjs';

await compile(messages);
