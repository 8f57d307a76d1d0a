import {
  ActionIcon,
  Button,
  Checkbox,
  createTheme,
  Drawer,
  InputBase,
  InputWrapper,
  Loader,
  type MantineColorsTuple,
  Menu,
  Modal,
  MultiSelect,
  NumberInput,
  PasswordInput,
  Popover,
  Select,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';

const accent: MantineColorsTuple = [
  '#eef2fb',
  '#e8eefc',
  '#c9d6f3',
  '#a9bdea',
  '#8fa8e6',
  '#6283cd',
  '#3f61b0',
  '#36559c',
  '#2e4985',
  '#243a6b',
];

const dark: MantineColorsTuple = [
  '#e8eaef',
  '#c9cdd7',
  '#a0a6b5',
  '#737987',
  '#3a3e48',
  '#2a2d34',
  '#22252b',
  '#1a1c20',
  '#141518',
  '#111215',
];

const red: MantineColorsTuple = [
  '#fdeceb',
  '#fbdad7',
  '#f5b5af',
  '#ff9c8f',
  '#e5675b',
  '#cf3f32',
  '#b42318',
  '#9c1d14',
  '#84170f',
  '#6b110a',
];

const compact = { defaultProps: { size: 'xs' } } as const;
const plainOverlay = {
  overlayProps: { backgroundOpacity: 0.35, blur: 0 },
  transitionProps: { duration: 100 },
};

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 6,
  colors: { accent, dark, red },
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontSizes: { xs: '13px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '18px', sm: '18px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '10px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
    Button: Button.extend(compact),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs', radius: 'xs' } }),
    // By name only: dates are read when a page first needs them.
    DateInput: compact,
    DateTimePicker: compact,
    Drawer: Drawer.extend({ defaultProps: plainOverlay }),
    InputBase: InputBase.extend(compact),
    InputWrapper: InputWrapper.extend({
      defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] },
    }),
    Loader: Loader.extend({ defaultProps: { size: 16 } }),
    Menu: Menu.extend({
      defaultProps: { shadow: 'md', transitionProps: { duration: 80 }, withInitialFocusPlaceholder: false },
    }),
    Modal: Modal.extend({ defaultProps: { ...plainOverlay, centered: true, radius: 'md' } }),
    MultiSelect: MultiSelect.extend(compact),
    NumberInput: NumberInput.extend(compact),
    PasswordInput: PasswordInput.extend(compact),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } }),
    Select: Select.extend(compact),
    Switch: Switch.extend(compact),
    TagsInput: TagsInput.extend(compact),
    Textarea: Textarea.extend(compact),
    TextInput: TextInput.extend(compact),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, transitionProps: { duration: 80 } } }),
  },
});
