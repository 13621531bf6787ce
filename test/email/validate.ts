/** Whether an email is valid HTML, by the rules of mail clients. */
import {HtmlValidate} from 'html-validate';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // Mail clients: inline styles, presentational attributes for Outlook's Word engine, its conditional comments.
    'no-inline-style': 'off',
    'no-deprecated-attr': 'off',
    'no-conditional-comment': 'off',
    // Older clients know `presentation`, not `none`.
    'presentation-role-style': 'off',
    'prefer-tbody': 'off',
    // A matter of taste.
    'void-style': ['error', {style: 'selfclose'}],
    'doctype-style': ['error', {style: 'lowercase'}],
    'no-trailing-whitespace': 'off',
    // Subjects are as long as they are.
    'long-title': 'off',
  },
});

/** What the validator complains of. */
export async function complaintsOf(html: string): Promise<string[]> {
  const {results} = await validator.validateString(html);
  return results.flatMap(({messages}) => messages.map(({ruleId, message, line}) => `${line} ${ruleId}: ${message}`));
}
