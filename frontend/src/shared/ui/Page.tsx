import { type ReactNode, useEffect, useRef } from 'react';
import classes from './Page.module.css';

interface PageHeaderProps {
  title: ReactNode;
  /** Path back to the list above, left of the title. */
  before?: ReactNode;
  /** What is chosen from right of the title. */
  beside?: ReactNode;
  children?: ReactNode;
}

/** Title bar of a page with its actions on the right. */
export function PageHeader({ title, before, beside, children }: PageHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const text = heading.current?.textContent;
    document.title = text ? `${text} · Kontora` : 'Kontora';
  });
  return (
    <div className={classes.header}>
      {before}
      <h1 ref={heading} className={classes.title}>
        {title}
      </h1>
      {beside}
      <div className={classes.actions}>{children}</div>
    </div>
  );
}

interface SectionProps {
  /** By which an address leads to it. */
  id?: string;
  title: string;
  hint?: string | undefined;
  children: ReactNode;
}

/** A titled part of a form or a panel. */
export function Section({ id, title, hint, children }: SectionProps) {
  return (
    <section id={id} className={classes.section}>
      <h2 className={classes.heading}>{title}</h2>
      {hint && <p className={classes.hint}>{hint}</p>}
      {children}
    </section>
  );
}

/** Two fields side by side where there is room, one under the other where there is not. */
export function FieldGrid({ children }: { children: ReactNode }) {
  return <div className={classes.grid}>{children}</div>;
}
