import { describe, expect, it } from '@jest/globals';
import { bianzu } from './bianzu.js';

const iftmin = 'schemas/edifact/samples/iftmin-d00b.edi';
const x404 = 'schemas/x12/samples/404-004010.edi';
const now = ['--now', '2026-11-22T08:15:00Z'];
const two =
  "UNB+UNOC:3+A:14+B:ZZ+261122:0815+R1'UNH+1+IFTSTA:D:00B:UN'BGM+44+X'UNT+3+1'UNH+2+IFTSTA:D:00B:UN'BGM+44+Y'QQQ+1'UNT+4+2'UNZ+2+R1'";

describe('bianzu ack', () => {
  it('answers with CONTRL, from the receiver to the sender', async () => {
    const { exitCode, out } = await bianzu(['ack', iftmin, '--number', '7', ...now]);
    expect(exitCode).toBe(0);
    expect(out).toBe(
      "UNA:+.? 'UNB+UNOC:3+BIANZU-RAIL:ZZ+FORWARDER1:14+261122:0815+7++++++1'UNH+1+CONTRL:D:3:UN'" +
        "UCI+FW26112200001+FORWARDER1:14+BIANZU-RAIL:ZZ+7'UNT+3+1'UNZ+1+7'",
    );
  });

  it('refuses the message that is wrong, or all of the interchange', async () => {
    const split = await bianzu(['ack', '-', ...now], { input: two });
    expect(split.exitCode).toBe(1);
    expect(split.out).toContain("UCI+R1+A:14+B:ZZ+7'UCM+2+IFTSTA:D:00B:UN+4'UCS+3+33'");
    const whole = await bianzu(['ack', '-', '--whole', ...now], { input: two });
    expect(whole.out).toContain("UCI+R1+A:14+B:ZZ+4'");
  });

  it('gives a receipt, 997, 999 and TA1', async () => {
    expect((await bianzu(['ack', '-', '--receipt', ...now], { input: two })).out).toContain(
      "UCI+R1+A:14+B:ZZ+8'",
    );
    expect((await bianzu(['ack', x404, ...now])).out).toContain(
      '~AK1*SR*815~AK2*404*0001~AK5*A~AK9*A*1*1*1~',
    );
    expect((await bianzu(['ack', x404, '--form', '999', ...now])).out).toContain('~IK5*A~AK9*A*1*1*1~');
    expect((await bianzu(['ack', x404, '--form', 'ta1', ...now])).out).toContain(
      'TA1*000000815*261122*0815*A*000~',
    );
  });

  it('says why there is no answer', async () => {
    const contrl = await bianzu(['ack', iftmin, ...now]);
    const silent = await bianzu(['ack', '-'], { input: contrl.bytes });
    expect(silent).toMatchObject({ exitCode: 0, out: '' });
    expect(silent.err).toContain('acknowledgement-received');
    const nobody = await bianzu(['ack', '-'], { input: "UNH+1+IFTSTA:D:00B:UN'BGM+44'UNT+3+1'" });
    expect(nobody).toMatchObject({ exitCode: 1, out: '' });
    expect(nobody.err).toContain('sender-unknown');
    expect((await bianzu(['ack', iftmin, '--form', 'aperak'])).err).toContain('nothing-to-tell');
  });

  it('answers the interchange of each of several senders', async () => {
    const input = `${two}\n${two.replaceAll('R1', 'R2').replace('QQQ+1', 'FTX+AAI')}`;
    const { out } = await bianzu(['ack', '-', ...now], { input });
    expect(out.match(/UNB\+/g)).toHaveLength(2);
    expect(out).toContain('UCI+R2+');
  });

  it('answers nobody in another standard than his own', async () => {
    expect(await bianzu(['ack', x404, '--form', 'contrl'])).toMatchObject({ exitCode: 2, out: '' });
  });

  it('finds a sender behind other bytes', async () => {
    const { out } = await bianzu(['ack', '-', '--format', 'edifact', ...now], {
      input: `%%% mail header\n${two}`,
    });
    expect(out).toContain('UCI+R1+A:14+B:ZZ+4');
  });
});
