/** Looks of the parts of the service's page in which it answers. */
import {html} from '../../core/email/render/html.ts';

export const answerStyle = html`<style>
  .answer h2 {
    margin: 0 0 6px;
    font-size: 18px;
  }
  .answer p {
    margin: 0 0 12px;
  }
  .answer label {
    display: block;
    margin: 0 0 12px;
    font-weight: bold;
  }
  .answer label span {
    font-weight: normal;
  }
  .answer input,
  .answer textarea {
    display: block;
    box-sizing: border-box;
    width: 100%;
    min-height: 44px;
    margin-top: 4px;
    padding: 8px 10px;
    border: 1px solid #767b80;
    border-radius: 6px;
    background: #ffffff;
    color: #1a1a1a;
    font: inherit;
  }
  .answer [aria-invalid='true'] {
    border: 2px solid #b3261e;
  }
  .answer .error {
    color: #b3261e;
    font-weight: bold;
  }
  .answer button {
    min-height: 44px;
    padding: 10px 20px;
    border: 1px solid #1a1a1a;
    border-radius: 6px;
    background: #1a1a1a;
    color: #ffffff;
    font: inherit;
    font-weight: bold;
    cursor: pointer;
  }
  .answer button.second {
    background: #ffffff;
    color: #1a1a1a;
  }
  .answer :focus-visible {
    outline: 3px solid #2463eb;
    outline-offset: 2px;
  }
  .answer details {
    margin-top: 16px;
  }
  .answer summary {
    min-height: 32px;
    cursor: pointer;
  }
  .answer details form {
    margin-top: 8px;
  }
  .answer .void {
    margin: 0 0 12px;
    padding-inline-start: 20px;
    font-size: 18px;
  }
  .answer .changed {
    margin: 0 0 12px;
  }
  .answer .choices button {
    margin: 0 8px 8px 0;
  }
  .answer .said {
    font-weight: bold;
  }
  @media (prefers-color-scheme: dark) {
    .answer input,
    .answer textarea {
      border-color: #8f959b;
      background: #101113;
      color: #f1f2f4;
    }
    .answer .error {
      color: #ff9d95;
    }
    .answer [aria-invalid='true'] {
      border-color: #ff9d95;
    }
    .answer button {
      border-color: #f1f2f4;
      background: #f1f2f4;
      color: #101113;
    }
    .answer button.second {
      background: #1d1f22;
      color: #f1f2f4;
    }
  }
</style>`;
