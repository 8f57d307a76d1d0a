import { expect, test } from 'vitest';
import { deviceName, hostOf } from './device';

const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';

test.each([
  [`${windows} Chrome/140.0.0.0 Safari/537.36`, 'Chrome, Windows'],
  [`${windows} Chrome/140.0.0.0 YaBrowser/25.8 Safari/537.36`, 'Yandex Browser, Windows'],
  [`${windows} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`, 'Edge, Windows'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1', 'Safari, iOS'],
  ['Kontora-Desk/development (warehouse; windows)', 'warehouse, Windows'],
  ['curl/7.88.1', 'curl/7.88.1'],
])('%s is %s', (agent, want) => {
  expect(deviceName(agent)).toBe(want);
});

test.each([
  ['192.0.2.7:51234', '192.0.2.7'],
  ['192.0.2.7', '192.0.2.7'],
  ['[2001:db8::1]:443', '2001:db8::1'],
  ['2001:db8::1', '2001:db8::1'],
  ['', ''],
])('%s is at %s', (address, want) => {
  expect(hostOf(address)).toBe(want);
});
