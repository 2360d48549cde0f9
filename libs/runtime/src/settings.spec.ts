import { describe, expect, it } from '@jest/globals';
import { WrongSetting } from '#libs/message';
import { settingsFrom, startFailure } from './index.js';

const wrong: Readonly<Record<string, string>> = {
  PORT: 'abc',
  HOST: '300.1.1.1',
  BIANZU_LANES: '0',
  BIANZU_MAX_BODY_BYTES: '1MB',
  BIANZU_LOG_LEVEL: 'loud',
  BIANZU_PUBLIC_URL: 'hub.example',
  BIANZU_TOKEN_SECONDS: '-1',
  BIANZU_TLS_KEY: 'key.pem',
  BIANZU_TRUSTED_PROXIES: '10.0.0.0/33',
  BIANZU_OUTBOUND_NETWORKS: '10.0.0.0/99',
  BIANZU_OUTBOUND_PORTS: 'https',
};

function failureOf(environment: NodeJS.ProcessEnv): string {
  try {
    settingsFrom(environment);
    return 'none';
  } catch (error) {
    expect(error).toBeInstanceOf(WrongSetting);
    return startFailure(error);
  }
}

describe('the environment', () => {
  it.each(Object.entries(wrong))(
    'with a wrong %s is told by its name, in Chinese and English',
    (name, value) => {
      const [summary, zh = '', en = '', ...more] = failureOf({ [name]: value }).split('\n');
      expect(summary).toBe('设置有误，未启动 a setting is wrong, not started');
      expect(zh).toMatch(new RegExp(`^${name}: .*[\\u4e00-\\u9fff]`));
      expect(en).toMatch(new RegExp(`^${name}: [ -~]+$`));
      expect(more).toEqual([]);
    },
  );

  it('may name an address of IPv6, and proxies by address and network', () => {
    const { security } = settingsFrom({ HOST: '::1', PORT: '80', BIANZU_TRUSTED_PROXIES: '::1, 10.0.0.0/8' });
    expect(security.publicUrl).toBe('http://[::1]:80');
    expect(security.trustedProxies).toEqual(['::1', '10.0.0.0/8']);
  });
});

describe('what keeps a process from starting', () => {
  it('is said without a stack when the operating system refuses', () => {
    const taken = Object.assign(new Error('listen EADDRINUSE'), {
      code: 'EADDRINUSE',
      address: '::1',
      port: 8080,
    });
    expect(startFailure(taken)).toContain('::1:8080: 地址已被占用');
    const missing = Object.assign(new Error('open'), { code: 'ENOENT', path: '/nowhere/key.pem' });
    expect(startFailure(missing)).toMatch(/^未启动 not started\n\/nowhere\/key.pem: 不存在 there is no such/);
    expect(startFailure(new TypeError('a defect'))).toContain('settings.spec');
  });
});
