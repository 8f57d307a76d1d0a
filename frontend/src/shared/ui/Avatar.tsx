import type { KeptFile } from '../api';
import { initials } from '../format';
import classes from './Avatar.module.css';
import { fieldContent } from './fields';

interface AvatarProps {
  id: string;
  name: string;
  photo?: KeptFile | undefined;
  size?: number;
}

/** The photo of an employee, or the first letters of his name. His name stands beside it. */
export function Avatar({ id, name, photo, size = 32 }: AvatarProps) {
  const style = { width: size, height: size, fontSize: Math.round(size * 0.36) };
  return photo ? (
    <img
      className={classes.avatar}
      style={style}
      alt=""
      loading="lazy"
      src={fieldContent('employee', id, 'photo', photo, true)}
    />
  ) : (
    <span className={classes.avatar} style={style} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
