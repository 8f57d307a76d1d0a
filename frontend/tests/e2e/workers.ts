/**
 * How many test files run beside each other. A browser and its office keep one and a half cores busy; against an
 * office that was already running there is only one.
 */
export const WORKERS = process.env.KONTORA_URL ? 1 : 2;
