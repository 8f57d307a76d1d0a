import type { KeptFile } from '../api';
import { initials, useNameOrder } from '../format';
import classes from './Avatar.module.css';
import { fieldContent, smallPicture } from './fields';

interface AvatarProps {
  id: string;
  name: string;
  photo?: KeptFile | undefined;
  size?: number;
}

/** The photo of an employee, or the first letters of his name. His name stands beside it. */
export function Avatar({ id, name, photo, size = 32 }: AvatarProps) {
  const order = useNameOrder();
  const style = { width: size, height: size, fontSize: Math.round(size * 0.36) };
  return photo ? (
    <img
      className={classes.avatar}
      style={style}
      alt=""
      loading="lazy"
      src={smallPicture(fieldContent('employee', id, 'photo', photo, true), size > 32 ? 256 : 96)}
    />
  ) : (
    <span className={classes.avatar} style={style} aria-hidden="true">
      {initials(name, order)}
    </span>
  );
}
