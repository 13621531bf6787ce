/** Sizes, colors and the styles that all stand-ins share: close to Polaris, so that layout can be judged. */

/** Pixels of the size keywords. */
const steps: Record<string, number> = {
  none: 0,
  'small-500': 2,
  'small-400': 4,
  'small-300': 6,
  'small-200': 8,
  'small-100': 12,
  small: 12,
  base: 16,
  large: 20,
  'large-100': 20,
  'large-200': 24,
  'large-300': 32,
  'large-400': 40,
  'large-500': 48,
};

/** `base small-200` as `16px 8px`; what is no keyword stays. */
export function sizes(value: string): string {
  return value
    .trim()
    .split(/\s+/)
    .map((one) => (one in steps ? `${steps[one]}px` : one))
    .join(' ');
}

export const tones: Record<string, {text: string; background: string; icon: string}> = {
  auto: {text: '#303030', background: '#0000000f', icon: '#4a4a4a'},
  neutral: {text: '#303030', background: '#0000000f', icon: '#4a4a4a'},
  info: {text: '#00527c', background: '#d5ebff', icon: '#0094d5'},
  success: {text: '#014b40', background: '#affebf', icon: '#29845a'},
  caution: {text: '#4f4700', background: '#ffeb78', icon: '#998a00'},
  warning: {text: '#5e4200', background: '#ffd6a4', icon: '#b28400'},
  critical: {text: '#8e0b21', background: '#fedad9', icon: '#e22c38'},
  accent: {text: '#00527c', background: '#d5ebff', icon: '#005bd3'},
};

export const fontStack =
  "'Inter', 'Noto Sans Thai', -apple-system, BlinkMacSystemFont, 'Segoe UI', 'Open Sans', system-ui, sans-serif";

/** Rules of every shadow root. */
export const controls = `
:host { box-sizing: border-box; }
:host([hidden]) { display: none !important; }
*, *::before, *::after { box-sizing: border-box; }
.visually-hidden { position: absolute !important; inline-size: 1px; block-size: 1px; margin: -1px; padding: 0; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; border: 0; }
:where(button, a.control) { font: inherit; color: inherit; cursor: pointer; }
:focus-visible { outline: 2px solid #005bd3; outline-offset: 1px; }
button:disabled { cursor: default; }
@media (prefers-reduced-motion: no-preference) { .spin { animation: spin 0.8s linear infinite; } }
@keyframes spin { to { transform: rotate(360deg); } }
`;

/** Styles of the page itself, in frames and on the home page. */
export const pageStyle = `
:where(html) { font: 400 13px/20px ${fontStack}; color: #303030; -webkit-font-smoothing: antialiased; text-size-adjust: none; }
:where(body) { margin: 0; overflow-wrap: break-word; }
s-option, s-option-group { display: none; }
`;
