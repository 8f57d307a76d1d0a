import { describe } from 'vitest';
import { everyScreen } from './everywhere';

describe('every screen, in ru', () => everyScreen('ru'));
