/** A button that asks in its own place before it acts. */
import type {ComponentChildren} from 'preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {useWords} from './context.tsx';

interface ConfirmButtonProps {
  label: string;
  question: string;
  critical?: boolean;
  busy: boolean;
  disabled: boolean;
  onConfirm: () => void;
  /** What else is asked. */
  children?: ComponentChildren;
}

export function ConfirmButton({
  label,
  question,
  critical = false,
  busy,
  disabled,
  onConfirm,
  children,
}: ConfirmButtonProps) {
  const {text} = useWords();
  const [asking, setAsking] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const wasAsking = useRef(false);

  // The button that was clicked is gone: its place takes the focus.
  useEffect(() => {
    if (asking) box.current?.focus();
    else if (wasAsking.current) box.current?.querySelector<HTMLElement>('s-button')?.focus();
    wasAsking.current = asking;
  }, [asking]);

  if (!asking) {
    return (
      <div ref={box}>
        <s-button loading={busy} disabled={disabled} onClick={() => setAsking(true)}>
          {label}
        </s-button>
      </div>
    );
  }
  const leave = () => setAsking(false);
  return (
    <div
      ref={box}
      class="asking"
      role="group"
      tabIndex={-1}
      aria-label={question}
      onKeyDown={(event) => event.key === 'Escape' && leave()}
    >
      <s-stack gap="small">
        <s-text>{question}</s-text>
        {children}
        <s-stack direction="inline" gap="small">
          <s-button
            variant="primary"
            tone={critical ? 'critical' : 'auto'}
            onClick={() => {
              leave();
              onConfirm();
            }}
          >
            {label}
          </s-button>
          <s-button onClick={leave}>{text('common.keep')}</s-button>
        </s-stack>
      </s-stack>
    </div>
  );
}
