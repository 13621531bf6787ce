/** The frame of an action's window, the same for each view in it. */
import type {ComponentChildren} from 'preact';

export interface FrameButton {
  label: string;
  onClick: () => void;
  disabled?: boolean;
  loading?: boolean;
}

/** A view, in the parts of the frame. The frame's own elements stay the same from view to view: the button that was clicked keeps
 * the focus, and a screen reader hears what changes in the notice. */
export interface Frame {
  heading: string;
  loading?: boolean;
  notice?: {tone: 'info' | 'success' | 'warning' | 'critical'; heading: string; children?: ComponentChildren};
  body?: ComponentChildren;
  primary: FrameButton;
  secondary: FrameButton[];
}

export function ActionFrame({heading, loading = false, notice, body, primary, secondary}: Frame) {
  return (
    <s-admin-action heading={heading} loading={loading}>
      <s-box accessibilityRole="status">
        {notice && (
          <s-box paddingBlockEnd="base">
            <s-banner tone={notice.tone} heading={notice.heading}>
              {notice.children}
            </s-banner>
          </s-box>
        )}
      </s-box>
      <s-stack gap="base">{body}</s-stack>
      <Button key="primary" slot="primary-action" variant="primary" {...primary} />
      {secondary.map((button, index) => (
        <Button key={`secondary-${index}`} slot="secondary-actions" variant="secondary" {...button} />
      ))}
    </s-admin-action>
  );
}

interface ButtonProps extends FrameButton {
  slot: 'primary-action' | 'secondary-actions';
  variant: 'primary' | 'secondary';
}

function Button({label, slot, variant, disabled = false, loading: busy = false, onClick}: ButtonProps) {
  return (
    <s-button slot={slot} variant={variant} disabled={disabled} loading={busy} onClick={onClick}>
      {label}
    </s-button>
  );
}
