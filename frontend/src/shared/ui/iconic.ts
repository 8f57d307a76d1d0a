import classes from './Page.module.css';

/** Class of a button with an icon that shows its words only where there is room for them. */
export const iconic = classes.iconic ?? '';
