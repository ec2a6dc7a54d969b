import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { Component, type ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
  readonly header: string;
  readonly again: string;
  /** Where in the page we are: a fault is forgotten when that changes. */
  readonly place: string;
}

/** Keeps a fault of one page to that page, and says what it was. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | undefined }> {
  override state = { error: undefined as Error | undefined };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override componentDidUpdate(before: Props): void {
    if (before.place !== this.props.place && this.state.error !== undefined) this.setState({ error: undefined });
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <Alert
        type="error"
        header={this.props.header}
        action={<Button onClick={() => this.setState({ error: undefined })}>{this.props.again}</Button>}
      >
        {error.message}
      </Alert>
    );
  }
}
