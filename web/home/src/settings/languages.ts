/** The languages the emails are written in: those of `core/email/locales` (a test compares). */
export const emailLanguages = ['ar', 'de', 'en', 'es', 'fr', 'ja', 'th', 'zh'] as const;

/** What there is to choose from: also what is stored now, as a tag of its own (`en-GB`). */
export function languageChoices(stored: string): string[] {
  return emailLanguages.some((one) => one === stored) ? [...emailLanguages] : [...emailLanguages, stored];
}
