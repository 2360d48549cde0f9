import { describe, expect, it } from '@jest/globals';
import { codecFor } from '#libs/codecs';
import { readX12Acknowledgements } from './read-acknowledgements.js';

const isa =
  'ISA*00*          *00*          *ZZ*PARTNER        *02*US             *041216*0805*^*00501*000095071*0*T*>~';
const parties = { from: 'PARTNER', to: 'US' };

const reading = (segments: string): ReturnType<typeof readX12Acknowledgements> =>
  readX12Acknowledgements(codecFor('x12').decode(Buffer.from(`${isa}${segments}IEA*1*000095071~`)).document!);
const ofSet = (form: string, body: string): ReturnType<typeof reading> =>
  reading(`GS*FA*A*B*20041216*0805*9*X*005010~ST*${form}*0001~${body}SE*9*0001~GE*1*9~`);

describe('acknowledgements of X12 that come in', () => {
  it('are TA1 of an interchange', () => {
    expect(reading('TA1*000000050*200229*1200*R*021~TA1*000000051*200229*1200*A*000~')).toEqual([
      {
        form: 'TA1',
        level: 'interchange',
        ...parties,
        interchangeReference: '000000050',
        verdict: 'rejected',
        action: 'R',
        errors: [{ code: '021' }],
      },
      expect.objectContaining({ interchangeReference: '000000051', verdict: 'accepted', errors: [] }),
    ]);
  });

  it('are 997 of groups and sets, with their errors', () => {
    const sets = 'AK2*404*0001~AK5*A~AK2*404*0002~AK3*N1*5*N1*5~AK3*N3*6**8~AK4*2>1>3*93*5*BAD~AK5*R*5*4~';
    const [group, accepted, rejected] = ofSet('997', `AK1*SR*17~${sets}AK9*P*3*2*1*5~`);
    expect(group).toEqual({
      form: '997',
      level: 'group',
      ...parties,
      groupReference: '17',
      type: 'SR',
      verdict: 'partially',
      action: 'P',
      counts: { declared: 3, received: 2, accepted: 1 },
      errors: [{ code: '5' }],
    });
    expect(accepted).toMatchObject({ messageReference: '0001', groupReference: '17', verdict: 'accepted' });
    expect(rejected).toMatchObject({
      level: 'message',
      type: '404',
      verdict: 'rejected',
      errors: [
        { code: '5', segment: 'N1', segmentPosition: 5 },
        { code: '8', segment: 'N3', segmentPosition: 6 },
        {
          code: '5',
          segment: 'N3',
          segmentPosition: 6,
          element: 2,
          component: 1,
          repetition: 3,
          value: 'BAD',
        },
        { code: '5' },
        { code: '4' },
      ],
    });
  });

  it('are 999, whose context is passed over', () => {
    const body =
      'AK1*HC*17*005010X222~AK2*837*0002~IK3*CLM*22**8~CTX*CLM01>123~IK4*2*782*I12*X~IK5*E*5~AK9*E*1*1*1~';
    expect(ofSet('999', body)[1]).toMatchObject({
      form: '999',
      verdict: 'accepted',
      action: 'E',
      errors: [{ code: '8' }, { code: 'I12', element: 2, value: 'X' }, { code: '5' }],
    });
  });

  it('are read as far as they go', () => {
    expect(ofSet('997', 'AK1*SR*17~AK2*404*0001~')).toMatchObject([
      { verdict: 'unknown' },
      { verdict: 'unknown' },
    ]);
    expect(ofSet('997', 'AK5*R~AK9*R~AK4*1**7~')).toEqual([]);
    expect(ofSet('404', 'AK1*SR*17~')).toEqual([]);
  });
});
